using DockerScan.Core.Stores;
using DockerScan.Sqlite.Cards;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Cards;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteCardStoreTests : CardStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<ICardStore> CreateAsync()
    {
        await CreateScansAsync();
        return new SqliteCardStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
