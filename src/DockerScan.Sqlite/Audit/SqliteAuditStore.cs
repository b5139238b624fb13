using System.Runtime.CompilerServices;
using Dapper;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Audit;

/// <summary>The record of chat commands in the SQLite file of the scans, each writer's as a chain.</summary>
internal sealed class SqliteAuditStore(SqliteDatabase database, AuditWriter writer) : IAuditStore, IAuditChains
{
    internal const int KeepRows = 100_000;
    private const int KeepDays = 180;
    private const int Page = 1_000;

    public Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken)
        => commands.Count == 0 ? Task.CompletedTask : database.WriteAsync((connection, transaction) => Append(connection, transaction, commands), cancellationToken);

    public Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return database.RunAsync<IReadOnlyList<AuditedCommand>>(
            connection => [.. connection.Query<AuditRow>(AuditSql.List, new { since = since?.ToUnixTimeMilliseconds() ?? long.MinValue, limit }).Select(row => row.ToCommand())],
            cancellationToken);
    }

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var bounds = new { before = now.AddDays(-KeepDays).ToUnixTimeMilliseconds(), rows = KeepRows };
                connection.Execute(AuditSql.Cut, bounds, transaction);
                return connection.Execute(AuditSql.Prune, bounds, transaction);
            },
            cancellationToken);

    public Task<IReadOnlyList<AuditChainState>> ListAsync(CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<AuditChainState>>(
            connection => [.. connection.Query<AuditChainState>(AuditSql.Chain).Concat(connection.Query<string>(AuditSql.NotNoted).Select(AuditChainState.NotNoted)).OrderBy(chain => chain.Writer, StringComparer.Ordinal)],
            cancellationToken);

    public async IAsyncEnumerable<ChainedCommand> ReadAsync(string writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var page = await database.RunAsync(connection => connection.Query<AuditRow>(AuditSql.Read, new { writer, after, count = Page }).AsList(), cancellationToken);
            foreach (var row in page)
            {
                yield return row.ToChained();
                after = row.Number;
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    public Task<long> CountUnchainedAsync(CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.ExecuteScalar<long>(AuditSql.CountUnchained), cancellationToken);

    private int Append(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<AuditedCommand> commands)
    {
        var (number, hash) = FindEnd(connection, transaction);
        foreach (var each in commands)
        {
            number++;
            hash = AuditChain.Hash(hash, writer.Name, number, each);
            connection.Execute(
                AuditSql.Append,
                new
                {
                    at = each.At.ToUnixTimeMilliseconds(), platform = each.Platform, place = each.Place, user = each.User, command = each.Command,
                    outcome = each.Outcome, error = each.ErrorId, duration = each.DurationMs, subject = each.Subject, scan = each.Scan, count = each.Count,
                    writer = writer.Name, number, hash,
                },
                transaction);
        }

        connection.Execute(AuditSql.SetHead, new { writer = writer.Name, number, hash }, transaction);
        return commands.Count;
    }

    // Both are written at once. Where somebody took the note out or put it back, the next command still has a number of its own; where he took records
    // out, it stands behind what was noted, so that those stay missing.
    private (long Number, string Hash) FindEnd(SqliteConnection connection, SqliteTransaction transaction)
    {
        var head = connection.QuerySingleOrDefault<AuditChainState>(AuditSql.Head, new { writer = writer.Name }, transaction);
        var last = connection.QuerySingleOrDefault<AuditRow>(AuditSql.Last, new { writer = writer.Name }, transaction);
        return last is not null && last.Number > (head?.Number ?? 0) ? (last.Number, last.Hash ?? string.Empty) : (head?.Number ?? 0, head?.Hash ?? string.Empty);
    }
}
