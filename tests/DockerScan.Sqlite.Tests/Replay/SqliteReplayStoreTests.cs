using DockerScan.Core.Stores;
using DockerScan.Sqlite.Replay;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Replay;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteReplayStoreTests : ReplayStoreContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override async Task<IReplayStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteReplayStore(_store.Database());
    }

    protected override Task<long> CountAsync()
        => _store.Database().RunAsync(connection => Dapper.SqlMapper.ExecuteScalar<long>(connection, "SELECT count(*) FROM seen_requests"), Token);
}
