using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Mongo.Retention;
using DockerScan.Mongo.Watches;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Tests.Retention;

/// <summary>What is old goes, whole and in two steps; what a live watch compares with, and the newest of each image, stays however old it is.</summary>
public sealed class MongoRetentionTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Old = ScanSamples.Start;
    private static readonly DateTimeOffset Now = Old.AddDays(200);

    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task RemoveOld_OfOneImage_LeavesTheNewestAndWhatIsNotOld()
    {
        var scans = await _store.CreateAsync(Token);
        await KeepAsync(scans, 1, Old);
        await KeepAsync(scans, 2, Old.AddDays(1));
        await KeepAsync(scans, 3, Now.AddDays(-10));

        await RemoveAsync();

        Assert.Equal([3], await LeftAsync(scans, 1, 2, 3));
    }

    [Fact]
    public async Task RemoveOld_WhereAllAreOld_LeavesTheNewestAndTheNewestCompleteOfEachImage()
    {
        var scans = await _store.CreateAsync(Token);
        await KeepAsync(scans, 1, Old);
        await KeepAsync(scans, 2, Old.AddDays(1));
        await KeepAsync(scans, 3, Old.AddDays(2), complete: false);
        await KeepAsync(scans, 4, Old, "nginx:1");
        await KeepAsync(scans, 5, Old.AddDays(1), complete: false);

        await RemoveAsync();

        Assert.Equal([2, 3, 4], await LeftAsync(scans, 1, 2, 3, 4, 5));
        Assert.Equal(ScanSamples.Id(3), (await scans.FindLatestAsync(ScanSamples.Request().Reference.ToString(), Token))!.Id);
    }

    [Fact]
    public async Task RemoveOld_OfALiveWatch_LeavesItsBaselineUntilTheWatchIsGone()
    {
        var scans = await _store.CreateAsync(Token);
        var watches = new MongoWatchStore(_store.Database());
        for (var number = 1; number <= 8; number++)
        {
            await KeepAsync(scans, number, Old.AddHours(number));
        }

        await watches.PutAsync(WatchSamples.Watch() with { FirstScan = ScanSamples.Id(1) }, Token);
        await watches.SaveTargetAsync(
            WatchTarget.New("watch000001", "7", Core.Images.ImagePlatform.Default) with { LastComplete = ScanSamples.Id(3), Baseline = [ScanSamples.Id(4), ScanSamples.Id(3)] }, Token);
        await watches.PlanAsync("watch000001", Now, Token);
        var claimed = await watches.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token);
        await watches.KeepAsync(claimed!.Claim, [WatchSamples.Scan(6)], new WatchCounts(), Token);

        await RemoveAsync();
        // The newest is kept for its image.
        Assert.Equal([1, 3, 4, 6, 8], await LeftAsync(scans, [.. Enumerable.Range(1, 8)]));

        await watches.RemoveAsync("watch000001", Token);
        await RemoveAsync();
        Assert.Equal([8], await LeftAsync(scans, [.. Enumerable.Range(1, 8)]));
    }

    [Fact]
    public async Task RemoveOld_OfWhatALaterScanWasAnsweredWith_LeavesIt()
    {
        var scans = await _store.CreateAsync(Token);
        await KeepAsync(scans, 1, Old);
        await KeepAsync(scans, 2, Old.AddDays(1));
        await AnswerAsync(scans, 9, with: 1);

        await RemoveAsync();

        Assert.Equal([1, 2, 9], await LeftAsync(scans, 1, 2, 9));
    }

    [Fact]
    public async Task RemoveOld_SomebodyWasAnsweredWithItJustBefore_IsBroughtBack()
    {
        var scans = await _store.CreateAsync(Token);
        await KeepAsync(scans, 1, Old);
        await KeepAsync(scans, 2, Old.AddDays(1));
        await StepAsync();
        Assert.Null(await scans.FindResultAsync(ScanSamples.Id(1), Token));
        // Who had looked before it was put away writes now.
        await scans.EnqueueAsync(ScanSamples.Id(9), ScanSamples.Request("redis:8"), Now.AddDays(-1), Token);
        await _store.Database().Scans.UpdateOneAsync(
            new BsonDocument("_id", ScanSamples.Id(9).Value), new BsonDocument("$set", new BsonDocument { { "resultId", ScanSamples.Id(1).Value }, { "state", "finished" } }), cancellationToken: Token);

        await RestAsync();
        await StepAsync();

        Assert.Equal([1, 2, 9], await LeftAsync(scans, 1, 2, 9));
    }

    [Fact]
    public async Task RemoveOld_OfMany_LeavesNothingOfThemBehind()
    {
        var scans = await _store.CreateAsync(Token);
        for (var number = 1; number <= 60; number++)
        {
            await KeepAsync(scans, number, Old.AddMinutes(number));
        }

        await RemoveAsync();

        Assert.Equal([60], await LeftAsync(scans, [.. Enumerable.Range(1, 60)]));
        var database = _store.Database();
        Assert.Equal(
            (1L, 1L, 1L),
            (await database.Scans.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token), await database.Results.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token),
                await database.Findings.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token)));
    }

    [Fact]
    public async Task RemoveOld_OfScansThatWaitOrWereCancelled_LeavesThoseThatWait()
    {
        var scans = await _store.CreateAsync(Token);
        await scans.EnqueueAsync(ScanSamples.Id(1), ScanSamples.Request("redis:1"), Old, Token);
        await scans.EnqueueAsync(ScanSamples.Id(2), ScanSamples.Request("redis:2"), Old, Token);
        await scans.CancelAsync(ScanSamples.Id(2), Token);

        await RemoveAsync();

        Assert.Equal((true, false), (await scans.FindJobAsync(ScanSamples.Id(1), Token) is not null, await scans.FindJobAsync(ScanSamples.Id(2), Token) is not null));
    }

    [Fact]
    public async Task RemoveOld_OfADeadLetter_IsListedNoMoreWhileItIsPutAway()
    {
        var scans = await _store.CreateAsync(Token);
        await scans.EnqueueAsync(ScanSamples.Id(1), ScanSamples.Request("redis:7"), Old, Token);
        var claim = (await scans.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token))!.Claim;
        await scans.BuryAsync(ScanSamples.Result(ScanSamples.Id(1), "redis:7", Old, complete: false), claim, Token);
        // The same image for another platform or with other options: its wish is another one, and it is newer.
        await scans.EnqueueAsync(ScanSamples.Id(2), ScanSamples.Request("redis:7", new Core.Scans.ScanOptions { Sandbox = false }), Old.AddDays(1), Token);
        var other = (await scans.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token))!.Claim;
        await scans.FinishAsync(ScanSamples.Result(ScanSamples.Id(2), "redis:7", Old.AddDays(1)), other, Token);
        Assert.Single(await scans.ListDeadAsync(10, Token));

        await StepAsync();

        Assert.Empty(await scans.ListDeadAsync(10, Token));
        Assert.Null(await scans.FindDeadAsync(ScanSamples.Request("redis:7"), DateTimeOffset.UnixEpoch, Token));
        Assert.Equal([2], await LeftAsync(scans, 1, 2));
    }

    private static async Task KeepAsync(IScanStore scans, int number, DateTimeOffset at, string image = "redis:7", bool complete = true)
    {
        await scans.EnqueueAsync(ScanSamples.Id(number), ScanSamples.Request(image), at, Token);
        var claim = (await scans.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token))!.Claim;
        await scans.FinishAsync(ScanSamples.Result(ScanSamples.Id(number), image, at, complete) with { Findings = [ScanSamples.Finding(number)] }, claim, Token);
    }

    private static async Task AnswerAsync(IScanStore scans, int number, int with)
    {
        await scans.EnqueueAsync(ScanSamples.Id(number), ScanSamples.Request("redis:8"), Now.AddDays(-1), Token);
        var claim = (await scans.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token))!.Claim;
        await scans.FinishWithAsync(ScanSamples.Id(with), claim, Token);
    }

    private static async Task<List<int>> LeftAsync(IScanStore scans, params int[] numbers)
    {
        List<int> left = [];
        foreach (var number in numbers)
        {
            if (await scans.FindResultAsync(ScanSamples.Id(number), Token) is not null)
            {
                left.Add(number);
            }
        }

        return left;
    }

    // Both steps, with more than the hour between them.
    private async Task RemoveAsync()
    {
        await StepAsync();
        await RestAsync();
        await StepAsync();
    }

    private Task StepAsync()
        => new MongoRetention(_store.Database(), Options.Create(new StorageOptions()), new FakeTimeProvider(Now), NullLogger<MongoRetention>.Instance).RemoveOldAsync(Token);

    private Task<UpdateResult> RestAsync() => _store.Database().Scans.UpdateManyAsync(
        new BsonDocument("retiredAt", new BsonDocument("$exists", true)),
        new BsonDocument("$set", new BsonDocument("retiredAt", new BsonDateTime(TimeProvider.System.GetUtcNow().AddHours(-2).UtcDateTime))), cancellationToken: Token);
}
