using DockerScan.Core.Stores;
using DockerScan.Sqlite.Audit;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Audit;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteAuditStoreTests : AuditChainsContract, IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task PruneAsync_TooMany_TheOldestAreForgotten()
    {
        var store = await CreateAsync();
        await store.AppendAsync([.. Enumerable.Range(0, SqliteAuditStore.KeepRows + 5).Select(_ => Command(3))], Token);
        await store.AppendAsync([Command(4)], Token);

        await store.PruneAsync(Command(5).At, Token);

        Assert.Equal(Command(4), (await store.ListAsync(null, 1, Token))[0]);
        Assert.Equal(SqliteAuditStore.KeepRows, await _store.Database().RunAsync(connection => Dapper.SqlMapper.ExecuteScalar<int>(connection, "SELECT count(*) FROM audit"), Token));
    }

    // Its numbers are taken.
    [Fact]
    public async Task AppendAsync_NotePutBack_GoesOnBehindTheLast()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0), Command(1)], Token);
        await ChangeAsync("UPDATE audit_chains SET (number, hash) = (SELECT number, hash FROM audit WHERE number = 1)");

        await store.AppendAsync([Command(2)], Token);

        Assert.Equal((null, 3L), (await VerifyAsync() is var later ? (later.Verdict.Problem, later.Chain.Number) : default));
    }

    protected override Task TakeNoteOutAsync() => ChangeAsync("DELETE FROM audit_chains");

    protected override Task TakeOutAsync(long number) => ChangeAsync(FormattableString.Invariant($"DELETE FROM audit WHERE number = {number}"));

    private async Task ChangeAsync(string sql) => Assert.Equal(1, await _store.Database().RunAsync(connection => Dapper.SqlMapper.Execute(connection, sql), Token));

    protected override async Task<IAuditStore> CreateAsync()
    {
        await _store.CreateAsync(Token);
        return new SqliteAuditStore(_store.Database(), new AuditWriter("node1"));
    }
}
