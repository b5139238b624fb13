using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Mongo.Database;
using DockerScan.TestKit.Stores;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Mongo.Tests.Scans;

/// <summary>What is larger than a document may be, and what is damaged.</summary>
public sealed class LargeResultTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FinishAsync_ResultAndFindingNear16MiB_ComeBackEqual()
    {
        var store = await _store.CreateAsync(Token);
        var result = Large(16 << 20);

        await store.KeepResultAsync(result, Request(), Token);

        Assert.Equal(JsonSerializer.Serialize(result), JsonSerializer.Serialize(await store.FindResultAsync(Id(1), Token)));
        Assert.Equal(2, await Files().CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
    }

    [Fact]
    public async Task AmendAsync_LargeByASmallOne_LeavesNothingOfTheFirst()
    {
        var store = await _store.CreateAsync(Token);
        await store.KeepResultAsync(Large(MongoBodies.LargestInline), Request(), Token);

        Assert.True(await store.AmendAsync(Result(Id(1)) with { Revision = 4 }, Token));

        var database = _store.Database();
        Assert.Equal(1, await database.Results.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
        Assert.Equal(0, await database.Findings.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
        Assert.Equal(0, await Files().CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
        Assert.Equal(0, await database.Collection("bodies.chunks").CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
    }

    [Theory]
    [InlineData("findings")]
    [InlineData("results")]
    [InlineData("bodies.chunks")]
    [InlineData("bodies.files")]
    public async Task FindResultAsync_PartOfItIsGone_IsSaidAndNeverFewerFindings(string collection)
    {
        var store = await _store.CreateAsync(Token);
        await store.KeepResultAsync(Large(MongoBodies.LargestInline), Request(), Token);
        await _store.Database().Collection(collection).DeleteOneAsync(new BsonDocument(), Token);

        var failure = await Assert.ThrowsAsync<EngineException>(() => store.FindResultAsync(Id(1), Token));

        Assert.StartsWith("the store's record of scan scan000001", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindResultAsync_LargeBodyWasChanged_IsSaid()
    {
        var store = await _store.CreateAsync(Token);
        await store.KeepResultAsync(Large(MongoBodies.LargestInline), Request(), Token);
        await _store.Database().Collection("bodies.chunks").UpdateManyAsync(
            new BsonDocument("n", 0), new BsonDocument("$set", new BsonDocument("data", new BsonBinaryData(new byte[255 * 1024]))), cancellationToken: Token);

        await Assert.ThrowsAsync<EngineException>(() => store.FindResultAsync(Id(1), Token));
    }

    [Fact]
    public async Task InitializeAsync_ResultThatNobodyNamed_IsSweptAfterAnHourAndANamedOneStays()
    {
        var store = await _store.CreateAsync(Token);
        await store.KeepResultAsync(Full(Id(1)), Request(), Token);
        var database = _store.Database();
        // As a process leaves it that is killed between two writes: both are marked, and one of them is named.
        await database.Results.UpdateManyAsync(new BsonDocument(), new BsonDocument("$set", new BsonDocument { { "pending", true }, { "writtenAt", new BsonDateTime(0) } }), cancellationToken: Token);
        await database.Results.InsertOneAsync(new BsonDocument { { "_id", "lost" }, { "scan", Id(2).Value }, { "pending", true }, { "writtenAt", new BsonDateTime(0) } }, cancellationToken: Token);
        await database.Findings.InsertOneAsync(new BsonDocument { { "_id", "lost.0" }, { "result", "lost" } }, cancellationToken: Token);
        await database.Collection("bodies.chunks").InsertOneAsync(new BsonDocument { { "_id", "half" }, { "files_id", "lost.0.token" }, { "n", 0 } }, cancellationToken: Token);

        await store.InitializeAsync(Token);

        Assert.Equal(2, (await store.FindResultAsync(Id(1), Token))!.Findings.Count);
        Assert.Equal(1, await database.Results.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
        Assert.Equal(2, await database.Findings.CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
        Assert.Equal(0, await database.Collection("bodies.chunks").CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
        Assert.Equal(0, await database.Results.CountDocumentsAsync(new BsonDocument("pending", true), cancellationToken: Token));
    }

    [Fact]
    public async Task FindJobAsync_MemberOfANewerProgram_IsLeftAlone()
    {
        var store = await _store.CreateAsync(Token);
        await store.EnqueueAsync(Id(1), Request(), Start, Token);
        await _store.Database().Scans.UpdateOneAsync(new BsonDocument("_id", Id(1).Value), new BsonDocument("$set", new BsonDocument("ofTomorrow", new BsonDocument("a", 1))), cancellationToken: Token);

        Assert.Equal(ScanState.Queued, (await store.FindJobAsync(Id(1), Token))?.State);
    }

    [Theory]
    [InlineData("state", "ofTomorrow")]
    [InlineData("request", "{")]
    [InlineData("createdAt", "today")]
    [InlineData("resultId", "..")]
    public async Task FindJobAsync_Damaged_IsSaidAndNeverADefault(string member, string value)
    {
        var store = await _store.CreateAsync(Token);
        await store.EnqueueAsync(Id(1), Request(), Start, Token);
        await _store.Database().Scans.UpdateOneAsync(new BsonDocument("_id", Id(1).Value), new BsonDocument("$set", new BsonDocument(member, value)), cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<EngineException>(() => store.FindJobAsync(Id(1), Token));

        Assert.Contains("cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnqueueAsync_HostileAsker_IsCleanedAndNoOperator()
    {
        var store = await _store.CreateAsync(Token);

        var enqueued = await store.EnqueueAsync(Id(1), Request() with { RequestedBy = "slack:$where/\ud800/\0{\"$gt\":1}" }, Start, Token);
        await store.EnqueueAsync(Id(2), Request("b") with { RequestedBy = "slack:$where/\ud800/\0{\"$gt\":1}" }, Start, Token);

        Assert.Equal("slack:$where/\ufffd/\0{\"$gt\":1}", (await store.FindJobAsync(Id(1), Token))!.Request.RequestedBy);
        Assert.False(enqueued.Joined);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static ScanResult Large(int bytes)
    {
        var result = Full(Id(1));
        var finding = result.Findings[0];
        var text = new string('가', bytes / 3);
        return result with
        {
            Image = result.Image! with { Configuration = new ImageConfiguration { Labels = new Dictionary<string, string> { ["$a.b"] = text } } },
            Findings = [finding with { Details = finding.Details with { Description = text } }, result.Findings[1]],
        };
    }

    private IMongoCollection<BsonDocument> Files() => _store.Database().Collection("bodies.files");
}
