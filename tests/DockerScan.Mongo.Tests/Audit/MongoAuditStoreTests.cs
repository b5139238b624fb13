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

    protected override async Task<IAuditStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new MongoAuditStore(_store.Database(), new AuditWriter("node1"));
    }
}
