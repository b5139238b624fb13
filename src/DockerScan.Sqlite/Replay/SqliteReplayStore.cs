using Dapper;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Replay;

/// <summary>Signed requests that were taken, in the SQLite file of the scans.</summary>
internal sealed class SqliteReplayStore(SqliteDatabase database) : IReplayStore
{
    private const string Add = "INSERT INTO seen_requests (source, key, until) VALUES (@source, @key, @until) ON CONFLICT DO NOTHING";
    private const string Forget = "DELETE FROM seen_requests WHERE until <= @now";

    private const string List = """
        SELECT key AS Key, until AS Until FROM (SELECT key, until FROM seen_requests WHERE source = @source AND until > @now ORDER BY until DESC LIMIT @limit)
        ORDER BY until
        """;

    public Task AddAsync(string source, IReadOnlyList<SeenRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = requests.Select(each => new { source, key = each.Key, until = each.Until.ToUnixTimeMilliseconds() }).ToList();
        return database.WriteAsync(
            (connection, transaction) => connection.Execute(Add, rows, transaction) + connection.Execute(Forget, new { now = now.ToUnixTimeMilliseconds() }, transaction),
            cancellationToken);
    }

    public Task<IReadOnlyList<SeenRequest>> ListAsync(string source, DateTimeOffset now, int limit, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<SeenRequest>>(
            connection => [.. connection.Query<Row>(List, new { source, now = now.ToUnixTimeMilliseconds(), limit })
                .Select(row => new SeenRequest(row.Key, DateTimeOffset.FromUnixTimeMilliseconds(row.Until)))],
            cancellationToken);

    private sealed class Row
    {
        public required string Key { get; init; }

        public long Until { get; init; }
    }
}
