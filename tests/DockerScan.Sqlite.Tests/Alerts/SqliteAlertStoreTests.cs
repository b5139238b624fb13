using DockerScan.Core.Stores;
using DockerScan.Sqlite.Alerts;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Alerts;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteAlertStoreTests : AlertStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<IAlertStore> CreateAsync()
    {
        await CreateScansAsync();
        return new SqliteAlertStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
