using DockerScan.Core.Stores;
using DockerScan.Sqlite.Watches;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Watches;

/// <summary>The contract of work on SQLite.</summary>
public sealed class SqliteWatchLeasesTests : WatchLeasesContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<IWatchStore> CreateWatchesAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteWatchStore(_store.Database());
    }
}
