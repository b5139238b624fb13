using DockerScan.Core.Ports;
using DockerScan.TestKit.Storage;

namespace DockerScan.Storage.Tests.Sqlite;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteScanStoreTests : ScanStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override Task<IScanStore> CreateAsync() => _store.CreateAsync(Token);
}
