using DockerScan.Core.Stores;
using DockerScan.Sqlite.Scans;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Scans;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteScanListTests : ScanListContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<(IScanStore Store, IScanList List)> CreateAsync() => (await _store.CreateAsync(Token), new SqliteScanList(_store.Database()));
}
