using DockerScan.Core.Stores;
using DockerScan.Mongo.Watches;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Watches;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoWatchStoreTests : WatchStoreContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<IWatchStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new MongoWatchStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
