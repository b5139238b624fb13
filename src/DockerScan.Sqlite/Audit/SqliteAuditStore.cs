using Dapper;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Audit;

/// <summary>The record of chat commands in the SQLite file of the scans.</summary>
internal sealed class SqliteAuditStore(SqliteDatabase database) : IAuditStore
{
    internal const int KeepRows = 100_000;
    private const int KeepDays = 180;

    private const string Append = """
        INSERT INTO audit (at, platform, place, user, command, outcome, error_id, duration_ms, subject, scan, count)
        VALUES (@at, @platform, @place, @user, @command, @outcome, @error, @duration, @subject, @scan, @count)
        """;

    private const string List = """
        SELECT at AS At, platform AS Platform, place AS Place, user AS User, command AS Command, outcome AS Outcome, error_id AS ErrorId,
          duration_ms AS DurationMs, subject AS Subject, scan AS Scan, count AS Count
        FROM audit WHERE at >= @since ORDER BY seq DESC LIMIT @limit
        """;

    private const string Prune = """
        DELETE FROM audit WHERE at < @before;
        DELETE FROM audit WHERE seq <= (SELECT max(seq) FROM audit) - @rows;
        """;

    public Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken)
    {
        var rows = commands.Select(each => new
        {
            at = each.At.ToUnixTimeMilliseconds(), platform = each.Platform, place = each.Place, user = each.User, command = each.Command,
            outcome = each.Outcome, error = each.ErrorId, duration = each.DurationMs, subject = each.Subject, scan = each.Scan, count = each.Count,
        }).ToList();
        return database.WriteAsync((connection, transaction) => connection.Execute(Append, rows, transaction), cancellationToken);
    }

    public Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return database.RunAsync<IReadOnlyList<AuditedCommand>>(
            connection => [.. connection.Query<Row>(List, new { since = since?.ToUnixTimeMilliseconds() ?? long.MinValue, limit }).Select(row => row.ToCommand())],
            cancellationToken);
    }

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.Execute(Prune, new { before = now.AddDays(-KeepDays).ToUnixTimeMilliseconds(), rows = KeepRows }), cancellationToken);

    private sealed class Row
    {
        public long At { get; init; }

        public required string Platform { get; init; }

        public required string Place { get; init; }

        public required string User { get; init; }

        public required string Command { get; init; }

        public required string Outcome { get; init; }

        public string? ErrorId { get; init; }

        public long DurationMs { get; init; }

        public required string Subject { get; init; }

        public string? Scan { get; init; }

        public long Count { get; init; }

        public AuditedCommand ToCommand()
            => new(DateTimeOffset.FromUnixTimeMilliseconds(At), Platform, Place, User, Command, Outcome, ErrorId, DurationMs)
            {
                Subject = Subject,
                Scan = Scan,
                Count = (int)Count,
            };
    }
}
