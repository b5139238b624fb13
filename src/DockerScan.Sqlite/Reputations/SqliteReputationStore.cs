using System.Globalization;
using Dapper;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;

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

    public Task EnqueueAsync(ScanId scan, IReadOnlyList<WantedLookup> lookups, bool isInteractive, string asker, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = lookups.Select(each => new
        {
            kind = StoredNames.Of(each.Indicator.Kind), value = each.Indicator.Value, scan = scan.Value, rank = each.Rank,
            mustAsk = each.MustAsk ? 1 : 0, interactive = isInteractive ? 1 : 0, asker, now = Ms(now),
        }).ToList();
        return database.WriteAsync(
            (connection, transaction) =>
            {
                // One that ended and still holds its answer would be joined, and nobody would ask again.
                AnswerRelay.Bring(connection, transaction);
                return connection.Execute(ReputationSql.Link, rows, transaction)
                    + connection.Execute(ReputationSql.Enqueue, rows.Where(row => row.mustAsk == 1), transaction);
            },
            cancellationToken);
    }

    public Task<Claimed<PendingLookup>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<LookupRow>(
                ReputationSql.Claim,
                new { owner = wish.Owner, lease = Ms(wish.Lease), only = wish.Only is { } only ? Seq(only) : (long?)null, people = wish.IsForPeople ? 1 : 0 })?.ToClaimed(),
            cancellationToken);

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => ChangeAsync(ReputationSql.Renew, new { seq = Seq(claim.Item), fence = claim.Fence, lease = Ms(lease) }, cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => ChangeAsync(
            ReputationSql.Release, new { seq = Seq(claim.Item), fence = claim.Fence, after = Ms(after), failed = isFailure ? 1 : 0 }, cancellationToken);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken) => RunAsync(ReputationSql.EndLeases, new { owner }, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The answer is written with the look-up's end in one statement, and brought on from there; a process that dies between the two leaves that to whoever looks next for what became stale.</remarks>
    public async Task<LeaseAnswer> AnswerAsync(
        Claim claim, Indicator indicator, ReputationReport report, DateTimeOffset? askAgainAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = new
        {
            seq = Seq(claim.Item), fence = claim.Fence, now = Ms(now), dueAt = Ms(askAgainAt ?? now), ended = askAgainAt is null ? 1 : 0,
            reputation = StoredNames.Of(report.Reputation), checkedAt = Ms(report.CheckedAt), document = StoreJson.Write(report),
        };
        if (await ChangeAsync(ReputationSql.Answer, answer, cancellationToken) == LeaseAnswer.Stale)
        {
            return LeaseAnswer.Stale;
        }

        await database.WriteAsync(AnswerRelay.Bring, cancellationToken);
        return LeaseAnswer.Held;
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

    public async Task<StaleResult?> FindStaleAsync(long after, CancellationToken cancellationToken)
    {
        if (await database.RunAsync(connection => connection.ExecuteScalar<bool>(ReputationSql.IsAnyAnswered), cancellationToken))
        {
            await database.WriteAsync(AnswerRelay.Bring, cancellationToken);
        }

        return await database.RunAsync(
            connection => connection.QuerySingleOrDefault<StaleRow>(ReputationSql.FindStale, new { after }) is { } row
                ? new StaleResult(ScanId.Parse(row.Scan), row.Mark)
                : null,
            cancellationToken);
    }

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

    private static long Ms(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds);

    // A look-up that ended and is queued anew is another row: an old claim of it is never taken for one of the new.
    private static long Seq(string item) => long.Parse(item, CultureInfo.InvariantCulture);

    private static object Key(Indicator indicator) => new { kind = StoredNames.Of(indicator.Kind), value = indicator.Value };

    private Task<int> RunAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters), cancellationToken);

    private Task<LeaseAnswer> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters) > 0 ? LeaseAnswer.Held : LeaseAnswer.Stale, cancellationToken);

    private sealed class LookupRow
    {
        public long Seq { get; init; }

        public long Fence { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }

        public long Interactive { get; init; }

        public int Failures { get; init; }

        public long? FirstAnsweredAt { get; init; }

        public Claimed<PendingLookup> ToClaimed() => new(
            new PendingLookup(
                new Indicator(Enum.Parse<IndicatorKind>(Kind, ignoreCase: true), Value),
                Interactive == 1,
                Failures,
                FirstAnsweredAt is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first) : null),
            new Claim(Seq.ToString(CultureInfo.InvariantCulture), Fence));
    }

    private sealed class StaleRow
    {
        public required string Scan { get; init; }

        public long Mark { get; init; }
    }
}
