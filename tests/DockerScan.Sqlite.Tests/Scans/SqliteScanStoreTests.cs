using DockerScan.Core.Stores;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Scans;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteScanStoreTests : ScanStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override Task<IScanStore> CreateAsync() => _store.CreateAsync(Token);
}
