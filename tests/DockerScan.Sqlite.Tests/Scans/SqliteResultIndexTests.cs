using DockerScan.Core.Stores;
using DockerScan.Sqlite.Scans;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Scans;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteResultIndexTests : ResultIndexContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<(IScanStore Store, IResultIndex Index)> CreateAsync() => (await _store.CreateAsync(Token), new SqliteResultIndex(_store.Database()));
}
