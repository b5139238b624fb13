using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Acceptances;
using DockerScan.TestKit.Stores;
using MongoDB.Bson;

namespace DockerScan.Mongo.Tests.Acceptances;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoAcceptanceStoreTests : AcceptanceStoreContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>A record that cannot be read silences nothing: the list fails, and is never one without it.</summary>
    [Fact]
    public async Task ListAsync_DamagedRecord_Throws()
    {
        var store = await CreateAsync();
        await store.AddAsync(AcceptanceSamples.Acceptance(1), Token);
        await _store.Database().Acceptances.UpdateManyAsync(new BsonDocument("_id", AcceptanceSamples.Acceptance(1).Id), new BsonDocument("$set", new BsonDocument("document", "{}")), cancellationToken: Token);

        await Assert.ThrowsAsync<EngineException>(() => store.ListAsync(AcceptanceSamples.Start, Token));
    }

    protected override async Task<IAcceptanceStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new MongoAcceptanceStore(_store.Database());
    }
}
