using DockerScan.Core.Stores;
using DockerScan.Mongo.Audit;
using DockerScan.TestKit.Stores;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Tests.Audit;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoAuditStoreTests : AuditChainsContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task PruneAsync_TooMany_TheOldestAreForgotten()
    {
        var store = await CreateAsync();
        await store.AppendAsync([.. Enumerable.Range(0, MongoAuditStore.KeepRows + 5).Select(number => Command(3) with { DurationMs = number })], Token);
        await store.AppendAsync([Command(4)], Token);

        await store.PruneAsync(Command(5).At, Token);

        Assert.Equal(Command(4), (await store.ListAsync(null, 1, Token))[0]);
        var kept = await _store.Database().Audit.Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ToListAsync(Token);
        Assert.Equal(MongoAuditStore.KeepRows, kept.Sum(document => document["commands"].AsBsonArray.Count));
        Assert.Equal(6, kept[0]["commands"][0]["durationMs"].ToInt32());
    }

    // Between making the note and writing the first end into it.
    [Fact]
    public async Task ListAsync_NodeDiedOverItsFirstNote_DoesNotFitUntilItsNextCommand()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0)], Token);
        await _store.Database().AuditChains.UpdateOneAsync(new BsonDocument("_id", "node1"), new BsonDocument("$unset", new BsonDocument { { "number", 1 }, { "hash", 1 } }), cancellationToken: Token);
        var before = (await VerifyAsync()).Verdict.Problem;

        await store.AppendAsync([Command(1)], Token);

        Assert.StartsWith("its end was noted nowhere", before, StringComparison.Ordinal);
        Assert.Equal((null, 2L), (await VerifyAsync() is var later ? (later.Verdict.Problem, later.Chain.Number) : default));
    }

    [Fact]
    public async Task ListAsync_WriterOfAnotherType_DoesNotFit()
    {
        await (await CreateAsync()).AppendAsync([Command(0)], Token);
        await TakeNoteOutAsync();
        await _store.Database().Audit.UpdateManyAsync(new BsonDocument(), new BsonDocument("$set", new BsonDocument("writer", 5)), cancellationToken: Token);

        var (verdict, chain) = await VerifyAsync();

        Assert.Equal(("5", 0L), (chain.Writer, verdict.Count));
        Assert.StartsWith("its end was noted nowhere", verdict.Problem, StringComparison.Ordinal);
    }

    protected override async Task TakeNoteOutAsync() => Assert.Equal(1, (await _store.Database().AuditChains.DeleteManyAsync(new BsonDocument(), Token)).DeletedCount);

    protected override async Task TakeOutAsync(long number) => Assert.Equal(1, (await _store.Database().Audit.DeleteOneAsync(new BsonDocument { { "first", number }, { "count", 1 } }, Token)).DeletedCount);

    protected override async Task<IAuditStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new MongoAuditStore(_store.Database(), new AuditWriter("node1"));
    }
}
