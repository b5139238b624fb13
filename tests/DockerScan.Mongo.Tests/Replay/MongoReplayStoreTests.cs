using DockerScan.Core.Stores;
using DockerScan.Mongo.Replay;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Replay;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoReplayStoreTests : ReplayStoreContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<IReplayStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new MongoReplayStore(_store.Database());
    }

    protected override Task<long> CountAsync() => _store.Database().Seen.CountDocumentsAsync(new MongoDB.Bson.BsonDocument(), cancellationToken: Token);
}
