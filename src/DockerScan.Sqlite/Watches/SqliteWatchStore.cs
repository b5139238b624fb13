using Dapper;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Scans;

namespace DockerScan.Sqlite.Watches;

/// <summary>Watches in the SQLite file of the scans.</summary>
internal sealed class SqliteWatchStore(SqliteDatabase database) : IWatchStore
{
    private const int KeepDays = 30;

    public Task PutAsync(Watch watch, CancellationToken cancellationToken)
        => RunAsync(
            WatchSql.Put,
            new { id = watch.Id, createdAt = watch.CreatedAt.ToUnixTimeMilliseconds(), firstScan = watch.FirstScan?.Value, document = StoreJson.Write(watch) },
            cancellationToken);

    public Task<Watch?> FindAsync(string id, CancellationToken cancellationToken) => FindAsync(WatchSql.Find, new { id }, cancellationToken);

    public Task<Watch?> FindByFirstScanAsync(ScanId scan, CancellationToken cancellationToken)
        => FindAsync(WatchSql.FindByFirstScan, new { scan = scan.Value }, cancellationToken);

    public Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<Watch>>(
            connection => [.. connection.Query<string>(WatchSql.List, new { most = IWatchStore.MaxWatches }).Select(Read)], cancellationToken);

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        // Each a step of its own, the watch first: what is left of it is nobody's, and is pruned.
        var was = await RunAsync(WatchSql.Remove, new { id }, cancellationToken) > 0;
        await RunAsync(WatchSql.RemoveTargets, new { id }, cancellationToken);
        await RunAsync(WatchSql.RemoveRuns, new { id }, cancellationToken);
        return was;
    }

    public Task<IReadOnlyList<WatchTarget>> ListTargetsAsync(string watch, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<WatchTarget>>(
            connection => [.. connection.Query<string>(WatchSql.ListTargets, new { id = watch })
                .Select(document => StoreJson.Read(document, $"what watch {watch} knows", StoredWatch.Target))],
            cancellationToken);

    public async Task<bool> SaveTargetAsync(WatchTarget target, CancellationToken cancellationToken)
    {
        var document = StoreJson.Write(target with { Revision = target.Revision + 1 });
        return await RunAsync(
            target.Revision == 0 ? WatchSql.AddTarget : WatchSql.SaveTarget, new { watch = target.WatchId, key = target.Key, revision = target.Revision, document },
            cancellationToken) > 0;
    }

    public async Task<bool> PlanAsync(string watch, DateTimeOffset planned, CancellationToken cancellationToken)
        => await RunAsync(WatchSql.Plan, new { id = WatchRun.IdOf(watch, planned), watch, planned = planned.ToUnixTimeMilliseconds() }, cancellationToken) > 0;

    public Task<bool> HasEarlierAsync(WatchRun run, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.ExecuteScalar<bool>(WatchSql.HasEarlier, new { watch = run.WatchId, planned = run.Planned.ToUnixTimeMilliseconds() }), cancellationToken);

    public Task<LeaseAnswer> KeepAsync(Claim claim, IReadOnlyList<WatchScan> scans, WatchCounts counts, CancellationToken cancellationToken)
        => ChangeAsync(WatchSql.Keep, new { item = claim.Item, fence = claim.Fence, scans = StoreJson.Write(scans), counts = StoreJson.Write(counts) }, cancellationToken);

    public Task<int> WakeAsync(ScanId scan, CancellationToken cancellationToken) => RunAsync(WatchSql.Wake, new { scan = $"\"{scan.Value}\"" }, cancellationToken);

    public Task<LeaseAnswer> EndAsync(Claim claim, WatchRunEnd end, CancellationToken cancellationToken)
        => ChangeAsync(WatchSql.End, new { item = claim.Item, fence = claim.Fence, ending = StoreJson.Write(end) }, cancellationToken);

    public Task<Claimed<WatchRun>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<RunRow>(WatchSql.Claim, new { owner = wish.Owner, only = wish.Only, lease = Ms(wish.Lease) })?.ToClaimed(),
            cancellationToken);

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => ChangeAsync(WatchSql.Renew, new { item = claim.Item, fence = claim.Fence, lease = Ms(lease) }, cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => ChangeAsync(WatchSql.Release, new { item = claim.Item, fence = claim.Fence, after = Ms(after), failed = isFailure ? 1 : 0 }, cancellationToken);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken) => RunAsync(WatchSql.EndLeases, new { owner }, cancellationToken);

    public Task<IReadOnlyList<EndedWatchRun>> ListLastAsync(CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<EndedWatchRun>>(
            connection => [.. connection.Query<EndedRow>(WatchSql.ListLast).Select(row => row.ToRun())], cancellationToken);

    public Task<int> CountOpenAsync(CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.ExecuteScalar<int>(WatchSql.CountOpen), cancellationToken);

    public Task SeeAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken)
        => digests.Count == 0 ? Task.CompletedTask
            : RunAsync(WatchSql.See, digests.Select(digest => new { repository, digest = digest.Value }).ToList(), cancellationToken);

    public Task<DateTimeOffset?> FindFirstSeenAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.ExecuteScalar<long?>(WatchSql.FindFirstSeen, new { repository, digests = digests.Select(digest => digest.Value).ToList() }) is { } ms
                ? Time(ms) : (DateTimeOffset?)null,
            cancellationToken);

    public Task KeepResultAsync(ScanResult result, ScanRequest request, CancellationToken cancellationToken)
    {
        var row = ResultRow.From(result);
        var findings = FindingRow.From(result).ToList();
        var scan = new
        {
            id = row.ScanId, joinKey = request.JoinKey, reference = request.Reference.ToString(), request = StoreJson.Write(request),
            now = result.StartedAt.ToUnixTimeMilliseconds(), priority = request.Priority == ScanPriority.Person ? 0 : 1, asker = request.Asker,
        };
        return database.WriteAsync(
            (connection, transaction) =>
            {
                // The result's own row refers to the scan's, which names it: the check comes when both are there.
                if (connection.Execute(WatchSql.KeepScan, scan, transaction) > 0)
                {
                    ResultCommands.Insert(connection, transaction, row, findings);
                }

                return true;
            },
            cancellationToken);
    }

    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-KeepDays).ToUnixTimeMilliseconds();
        await RunAsync(WatchSql.PruneRuns, new { before }, cancellationToken);
        await RunAsync(WatchSql.PruneTargets, new { }, cancellationToken);
        await RunAsync(WatchSql.PruneOrphanRuns, new { before }, cancellationToken);
    }

    private static long Ms(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds);

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static Watch Read(string document) => StoreJson.Read(document, "a watch", StoredWatch.Watch);

    private Task<Watch?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.QuerySingleOrDefault<string>(sql, parameters) is { } document ? Read(document) : null, cancellationToken);

    private Task<int> RunAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters), cancellationToken);

    private async Task<LeaseAnswer> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
        => await RunAsync(sql, parameters, cancellationToken) > 0 ? LeaseAnswer.Held : LeaseAnswer.Stale;

    private sealed class RunRow
    {
        public required string Id { get; init; }

        public required string WatchId { get; init; }

        public long PlannedAt { get; init; }

        public string? Scans { get; init; }

        public string? Counts { get; init; }

        public int Failures { get; init; }

        public long Fence { get; init; }

        public Claimed<WatchRun> ToClaimed() => new(
            new WatchRun
            {
                WatchId = WatchId,
                Planned = Time(PlannedAt),
                Scans = Scans is null ? null : StoreJson.Read(Scans, $"run {Id}", list => list.EnumerateArray().Select(StoredWatch.Scan).ToList()),
                Counts = Counts is null ? new WatchCounts() : StoreJson.Read(Counts, $"run {Id}", StoredWatch.Counts),
                Failures = Failures,
            },
            new Claim(Id, Fence));
    }

    private sealed class EndedRow
    {
        public required string WatchId { get; init; }

        public long PlannedAt { get; init; }

        public long EndedAt { get; init; }

        public required string Ending { get; init; }

        public EndedWatchRun ToRun() => new(WatchId, Time(PlannedAt), Time(EndedAt), StoreJson.Read(Ending, $"a run of watch {WatchId}", StoredWatch.End));
    }
}
