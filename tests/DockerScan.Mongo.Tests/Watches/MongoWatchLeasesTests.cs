using DockerScan.Core.Stores;
using DockerScan.Mongo.Watches;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Watches;

/// <summary>The contract of work on MongoDB.</summary>
public sealed class MongoWatchLeasesTests : WatchLeasesContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<IWatchStore> CreateWatchesAsync()
    {
        await _store.CreateAsync(Token);
        return new MongoWatchStore(_store.Database());
    }
}
