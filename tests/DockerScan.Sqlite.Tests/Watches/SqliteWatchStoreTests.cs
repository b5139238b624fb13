using DockerScan.Core.Stores;
using DockerScan.Sqlite.Watches;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Watches;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteWatchStoreTests : WatchStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<IWatchStore> CreateAsync()
    {
        await CreateScansAsync();
        return new SqliteWatchStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
