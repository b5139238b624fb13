using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Alerts;
using DockerScan.Mongo.Scans;
using DockerScan.TestKit.Stores;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Mongo.Tests.Database;

/// <summary>Documents that the program before this one, or the one after it, wrote into the same store.</summary>
public sealed class OtherVersionsTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Steps_DocumentsHaveMembersOfANewerProgram_AreDoneAndLeaveThem()
    {
        var store = await _store.CreateAsync(Token);
        await store.EnqueueAsync(Id(1), Request(), Start, Token);
        await ChangeAllAsync(new BsonDocument("$set", new BsonDocument { { "v", 99 }, { "later", new BsonDocument("a", new BsonArray { 1, 2 }) } }));

        var claim = (await store.ClaimAsync(new ClaimWish("worker", Lease), Token))!.Claim;
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(Full(Id(1)) with { Revision = 0 }, claim, Token));
        await ChangeAllAsync(new BsonDocument("$set", new BsonDocument("result.later", "x")));

        Assert.Equal(2, (await store.FindResultAsync(Id(1), Token))!.Findings.Count);
        Assert.Equal(ScanState.Finished, Assert.Single(await new MongoScanList(_store.Database()).ListAsync(new ScanListQuery(), Token)).State);
        Assert.True(await store.AmendAsync(Full(Id(1), findings: 3) with { Revision = 1 }, Token));
        Assert.Equal(3, (await store.FindResultAsync(Id(1), Token))!.Findings.Count);
        Assert.Equal(2, (await _store.Database().Scans.Find(new BsonDocument()).SingleAsync(Token))["later"]["a"].AsBsonArray.Count);
    }

    [Fact]
    public async Task Reads_DocumentsLackMembersOfThisProgram_AreAnsweredWithWhatIsThere()
    {
        var store = await _store.CreateAsync(Token);
        await store.EnqueueAsync(Id(1), Request(), Start, Token);
        var claim = (await store.ClaimAsync(new ClaimWish("worker", Lease), Token))!.Claim;
        await store.FinishAsync(Full(Id(1)) with { Failure = null }, claim, Token);
        // As they were before: what they ended with, what they lost and whose turn it was came later.
        await ChangeAllAsync(new BsonDocument("$unset", new BsonDocument { { "result.atLeast", 1 }, { "result.had", 1 }, { "result.chain", 1 }, { "asker", 1 }, { "endedBy", 1 }, { "failures", 1 } }));

        var job = (await store.FindJobAsync(Id(1), Token))!;
        var listed = Assert.Single(await new MongoScanList(_store.Database()).ListAsync(new ScanListQuery(), Token));

        Assert.Equal((ScanState.Finished, 0), (job.State, job.Failures));
        Assert.Equal((Verdict.High, Verdict.None), (listed.Result!.Verdict, listed.Result.AtLeast));
        Assert.Equal(2, (await store.FindResultAsync(Id(1), Token))!.Findings.Count);
        Assert.NotNull(await store.FindLatestAsync(Full(Id(1)).Reference.ToString(), Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task FindByFinding_FindingsOfTheProgramBeforeHaveNoTime_IsTheNewestAllTheSame(int withoutTime)
    {
        var store = await _store.CreateAsync(Token);
        for (var number = 1; number <= 2; number++)
        {
            await store.KeepResultAsync(Full(Id(number)) with { Revision = 0, FinishedAt = Start.AddHours(number) }, Request(), Token);
        }

        await _store.Database().Findings.UpdateManyAsync(new BsonDocument("scan", Id(withoutTime).Value), new BsonDocument("$unset", new BsonDocument("finishedAt", 1)), cancellationToken: Token);

        Assert.Equal(Id(2), (await store.FindByFindingAsync(Finding(1).Key, Token))!.Id);
        Assert.Equal(Id(1), (await new MongoAlertStore(_store.Database()).FindStoryAsync(Finding(1).Key, Token)).First);
    }

    [Fact]
    public async Task FindByFinding_NewestFindingIsOfAResultThatNobodyNames_IsTheNewestThatIsNamed()
    {
        var store = await _store.CreateAsync(Token);
        await store.KeepResultAsync(Full(Id(1)) with { Revision = 0 }, Request(), Token);
        await store.KeepResultAsync(Full(Id(2)) with { Revision = 0, Findings = [] }, Request(), Token);
        await _store.Database().Findings.InsertManyAsync(
            ((string[])["scan000002.9.x", "scan000009.0.x"]).Select(result => new BsonDocument
            {
                { "_id", result + ".0" }, { "result", result }, { "scan", result.Split('.')[0] }, { "ordinal", 0 }, { "key", Finding(1).Key }, { "finishedAt", Start.AddYears(1).UtcDateTime },
            }),
            cancellationToken: Token);

        Assert.Equal(Id(1), (await store.FindByFindingAsync(Finding(1).Key, Token))!.Id);
    }

    private Task<UpdateResult> ChangeAllAsync(BsonDocument change) => _store.Database().Scans.UpdateManyAsync(new BsonDocument(), change, cancellationToken: Token);
}
