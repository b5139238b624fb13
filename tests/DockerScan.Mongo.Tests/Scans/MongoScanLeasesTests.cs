using DockerScan.Core.Stores;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Scans;

/// <summary>The contract of work on MongoDB.</summary>
public sealed class MongoScanLeasesTests : ScanLeasesContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
