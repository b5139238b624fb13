using Dapper;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Tests.Database;

/// <summary>A large write is on the disk when it is told, in the file soon after, and leaves its connection as any other.</summary>
public sealed class LogFoldTests : IAsyncLifetime
{
    private const int Rows = 20_000;
    private readonly TemporaryStore _store = new();
    private SqliteDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.CreateAsync(Token);
        _database = _store.Database();
        await _database.WriteAsync((connection, _) => connection.Execute("CREATE TABLE many (text TEXT NOT NULL)"), Token);
    }

    [Fact]
    public async Task Is_in_the_file_itself_when_folded()
    {
        await FillAsync();
        await _database.FoldedAsync(Token);

        // The file alone, as it would be without its journal.
        var alone = _database.FilePath + ".alone";
        File.Copy(_database.FilePath, alone);
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = alone, Pooling = false }.ToString());
        Assert.Equal(Rows, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM many"));
    }

    [Fact]
    public async Task Is_there_for_everybody_before_it_is_folded()
    {
        await FillAsync();
        Assert.Equal(Rows, await _database.RunAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM many"), Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaves_the_connection_as_it_was(bool throws)
    {
        var before = await ReadAsync();
        var write = _database.WriteManyAsync((connection, _) => throws ? throw new InvalidOperationException() : connection.Execute("INSERT INTO many VALUES ('x')"), Token);
        if (throws)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => write);
        }

        await write.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal(before, await ReadAsync());
        Assert.Equal(throws ? 0 : 1, await _database.RunAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM many"), Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.FoldedAsync(CancellationToken.None);
        _store.Dispose();
    }

    private Task<int> FillAsync() => _database.WriteManyAsync(
        (connection, _) => connection.Execute($"INSERT INTO many WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) SELECT printf('%0100d', i) FROM n"), Token);

    private Task<(long Fold, long Cache)> ReadAsync() => _database.RunAsync(
        connection => (connection.ExecuteScalar<long>("PRAGMA wal_autocheckpoint"), connection.ExecuteScalar<long>("PRAGMA cache_size")), Token);
}
