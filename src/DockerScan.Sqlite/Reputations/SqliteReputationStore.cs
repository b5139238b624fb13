using Dapper;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Json;

namespace DockerScan.Sqlite.Reputations;

/// <summary>Answers, look-ups and the quota's ledger in the SQLite file of the scans.</summary>
internal sealed class SqliteReputationStore(SqliteDatabase database) : IReputationStore
{
    // The schema that brought these tables.
    private const int FirstVersion = 2;
    private const int LedgerDays = 3;
    private const int LinkDays = 60;
    private const int AnswerDays = 400;
    private const long Day = 86_400_000;

    public Task<IReadOnlyList<CachedReputation>> FindAsync(IReadOnlyCollection<Indicator> indicators, CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<CachedReputation>>(
            (connection, transaction) =>
            {
                List<CachedReputation> found = [];
                foreach (var indicator in indicators)
                {
                    if (connection.QuerySingleOrDefault<string>(ReputationSql.Find, Key(indicator), transaction) is { } document)
                    {
                        found.Add(new CachedReputation(indicator, StoreJson.Read(document, $"{indicator.Kind} {indicator.Value}", StoredResult.Report)));
                    }
                }

                return found;
            },
            cancellationToken);

    public Task EnqueueAsync(ScanId scan, IReadOnlyList<WantedLookup> lookups, bool isInteractive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = lookups.Select(each => new
        {
            kind = StoredNames.Of(each.Indicator.Kind), value = each.Indicator.Value, scan = scan.Value, rank = each.Rank,
            mustAsk = each.MustAsk ? 1 : 0, interactive = isInteractive ? 1 : 0, now = Ms(now),
        }).ToList();
        return database.WriteAsync(
            (connection, transaction) => connection.Execute(ReputationSql.Link, rows, transaction)
                + connection.Execute(ReputationSql.Enqueue, rows.Where(row => row.mustAsk == 1), transaction),
            cancellationToken);
    }

    public Task<PendingLookup?> ClaimAsync(string worker, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) =>
            {
                var times = new { worker, now = Ms(now), until = Ms(now + lease), farthest = Ms(now + (2 * lease)) };
                if (connection.QuerySingleOrDefault<LookupRow>(ReputationSql.Claim, times, transaction) is not { } row)
                {
                    return null;
                }

                var before = connection.QuerySingleOrDefault<AnsweredRow>(ReputationSql.FindBefore, new { kind = row.Kind, value = row.Value }, transaction);
                return row.ToLookup(before?.FirstAnsweredAt);
            },
            cancellationToken);

    public Task ReleaseAsync(Indicator indicator, string worker, DateTimeOffset dueAt, bool isFailure, CancellationToken cancellationToken)
        => RunAsync(
            ReputationSql.Release,
            new { kind = StoredNames.Of(indicator.Kind), value = indicator.Value, worker, dueAt = Ms(dueAt), failed = isFailure ? 1 : 0 },
            cancellationToken);

    public Task AnswerAsync(Indicator indicator, ReputationReport report, DateTimeOffset? askAgainAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (kind, value, reputation) = (StoredNames.Of(indicator.Kind), indicator.Value, StoredNames.Of(report.Reputation));
        var document = StoreJson.Write(report);
        return database.WriteAsync(
            (connection, transaction) =>
            {
                var before = connection.QuerySingleOrDefault<AnsweredRow>(ReputationSql.FindBefore, new { kind, value }, transaction);
                connection.Execute(
                    ReputationSql.Keep, new { kind, value, reputation, checkedAt = Ms(report.CheckedAt), now = Ms(now), document }, transaction);
                connection.Execute(
                    askAgainAt is null ? ReputationSql.End : ReputationSql.PutOff,
                    new { kind, value, now = Ms(now), dueAt = Ms(askAgainAt ?? now) },
                    transaction);
                connection.Execute(ReputationSql.MarkStale, new { kind, value, changed = before is not null && before.Reputation != reputation ? 1 : 0 }, transaction);
                return connection.Execute(ReputationSql.StopWaiting, new { kind, value }, transaction);
            },
            cancellationToken);
    }

    public Task<QuotaTake> TryTakeAsync(string account, QuotaLimits limits, bool isInteractive, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) => QuotaLedger.TryTake(connection, transaction, account, limits, isInteractive, Ms(now)), cancellationToken);

    public Task BlockAsync(
        string account, string reason, DateTimeOffset first, DateTimeOffset again, DateTimeOffset now, CancellationToken cancellationToken)
        => RunAsync(QuotaSql.Block, new { account, reason, first = Ms(first), again = Ms(again) }, cancellationToken);

    public Task UnblockAsync(string account, CancellationToken cancellationToken)
        => RunAsync(QuotaSql.Unblock, new { account }, cancellationToken);

    public async Task<QuotaState> GetStateAsync(string account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Looking must not make the file.
        var state = File.Exists(database.FilePath)
            ? await database.ReadAsync(
                (connection, transaction) => SqliteSchema.ReadVersion(connection, transaction) < FirstVersion
                    ? null
                    : QuotaLedger.Read(connection, transaction, account, Ms(now)),
                cancellationToken)
            : null;
        return state ?? new QuotaState(0, 0, null, null, 0);
    }

    public Task<StaleResult?> FindStaleAsync(long after, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<StaleRow>(ReputationSql.FindStale, new { after }) is { } row
                ? new StaleResult(ScanId.Parse(row.Scan), row.Mark)
                : null,
            cancellationToken);

    public Task SettleAsync(StaleResult stale, CancellationToken cancellationToken)
        => RunAsync(ReputationSql.Settle, new { scan = stale.Scan.Value, mark = stale.Mark }, cancellationToken);

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync(
            (connection, transaction) => connection.Execute(
                ReputationSql.Prune,
                new { ledgerDay = (Ms(now) / Day) - LedgerDays, linksBefore = Ms(now.AddDays(-LinkDays)), answersBefore = Ms(now.AddDays(-AnswerDays)) },
                transaction),
            cancellationToken);

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static object Key(Indicator indicator) => new { kind = StoredNames.Of(indicator.Kind), value = indicator.Value };

    private Task<int> RunAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters), cancellationToken);

    private sealed class LookupRow
    {
        public required string Kind { get; init; }

        public required string Value { get; init; }

        public long Interactive { get; init; }

        public int Failures { get; init; }

        public PendingLookup ToLookup(long? firstAnsweredAt) => new(
            new Indicator(Enum.Parse<IndicatorKind>(Kind, ignoreCase: true), Value),
            Interactive == 1,
            Failures,
            firstAnsweredAt is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first) : null);
    }

    private sealed class AnsweredRow
    {
        public required string Reputation { get; init; }

        public long FirstAnsweredAt { get; init; }
    }

    private sealed class StaleRow
    {
        public required string Scan { get; init; }

        public long Mark { get; init; }
    }
}
