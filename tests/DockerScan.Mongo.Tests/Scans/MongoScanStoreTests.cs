using DockerScan.Core.Stores;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Scans;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoScanStoreTests : ScanStoreContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override Task<IScanStore> CreateAsync() => _store.CreateAsync(Token);
}
