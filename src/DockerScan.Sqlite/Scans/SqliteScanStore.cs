using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DockerScan.Sqlite.Scans;

/// <summary>Scans in one SQLite file, shared by any number of processes on one machine.</summary>
internal sealed class SqliteScanStore(SqliteDatabase database, ILogger<SqliteScanStore> logger) : IScanStore
{
    private const int MaxListed = 200;
    private const int ManyFindings = 1_000;

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await Task.Run(() => StoreFiles.Prepare(database.FilePath), cancellationToken);
        var before = await database.RunAsync(
            connection =>
            {
                StoreFiles.Protect(database.FilePath);
                var version = SqliteSchema.Migrate(connection);
                ResultCommands.Sweep(connection);
                return version;
            },
            cancellationToken);
        if (before < SqliteSchema.Current)
        {
            Log.Migrated(logger, before, SqliteSchema.Current);
        }
    }

    public Task<EnqueuedScan> EnqueueAsync(ScanId id, ScanRequest request, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync((connection, transaction) => Enqueue(connection, transaction, id, request, now), cancellationToken);

    public Task<Claimed<ScanJob>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<ScanRow>(
                QueueSql.Claim, new { owner = wish.Owner, lease = Ms(wish.Lease), only = wish.Only, people = wish.IsForPeople ? 1 : 0 })?.ToClaimed(),
            cancellationToken);

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Renew, new { item = claim.Item, fence = claim.Fence, lease = Ms(lease) }, cancellationToken);

    public Task<LeaseAnswer> LookAsync(Claim claim, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Look, new { item = claim.Item, fence = claim.Fence }, cancellationToken);

    public Task<LeaseAnswer> ProgressAsync(Claim claim, IReadOnlyList<StageProgress> stages, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Progress, new { item = claim.Item, fence = claim.Fence, progress = StoredProgress.Write(stages) }, cancellationToken);

    public Task<bool> TryTakeTargetAsync(Claim claim, string target, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.Execute(QueueSql.TakeTarget, new { item = claim.Item, fence = claim.Fence, target }) > 0, cancellationToken);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(QueueSql.EndLeases, new { owner }), cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Release, new { item = claim.Item, fence = claim.Fence, after = Ms(after), failed = isFailure ? 1 : 0 }, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>First the result, whole and found by nobody, then the one statement that ends the scan and names it. A process that dies between the two leaves a scan that runs: it is claimed again.</remarks>
    public Task<LeaseAnswer> FinishAsync(ScanResult result, Claim claim, CancellationToken cancellationToken) => EndAsync(result, claim, isDead: false, cancellationToken);

    public Task<LeaseAnswer> BuryAsync(ScanResult result, Claim claim, CancellationToken cancellationToken) => EndAsync(result, claim, isDead: true, cancellationToken);

    private async Task<LeaseAnswer> EndAsync(ScanResult result, Claim claim, bool isDead, CancellationToken cancellationToken)
        => result.Id.Value == claim.Item && await WriteResultAsync(result, claim, cancellationToken)
            ? await ChangeAsync(
                QueueSql.Finish,
                new { item = claim.Item, fence = claim.Fence, progress = StoredProgress.Write(result.Stages.Select(StageProgress.Of)), dead = isDead ? 1 : 0 },
                cancellationToken)
            : LeaseAnswer.Stale;

    /// <summary>Writes the result of a claim, which nobody finds before <see cref="FinishAsync"/> names it; false when the claim is stale.</summary>
    internal Task<bool> WriteResultAsync(ScanResult result, Claim claim, CancellationToken cancellationToken)
    {
        // Made before the write lock is taken: other processes wait for the disk only.
        var row = ResultRow.From(result, claim.Fence);
        var findings = FindingRow.From(result).ToList();
        return WriteAsync(findings.Count, (connection, transaction) => ResultCommands.Write(connection, transaction, row, findings), cancellationToken);
    }

    public Task<bool> AmendAsync(ScanResult result, CancellationToken cancellationToken)
    {
        var row = ResultRow.From(result);
        var findings = FindingRow.From(result).ToList();
        return WriteAsync(findings.Count, (connection, transaction) => ResultCommands.Amend(connection, transaction, row, findings), cancellationToken);
    }

    private Task<bool> WriteAsync(int findings, Func<SqliteConnection, SqliteTransaction, bool> write, CancellationToken cancellationToken)
        => findings >= ManyFindings ? database.WriteManyAsync(write, cancellationToken) : database.WriteAsync(write, cancellationToken);

    public Task<LeaseAnswer> FinishWithAsync(ScanId result, Claim claim, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.FinishWith, new { item = claim.Item, fence = claim.Fence, result = result.Value }, cancellationToken);

    public Task<CancelAnswer> CancelAsync(ScanId id, CancellationToken cancellationToken)
        => database.RunAsync(
            connection =>
            {
                var state = connection.QuerySingleOrDefault<string>(QueueSql.Cancel, new { id = id.Value })
                    ?? connection.QuerySingleOrDefault<string>(QueueSql.FindState, new { id = id.Value });
                return state switch
                {
                    null => CancelAnswer.Unknown,
                    "cancelled" => CancelAnswer.Cancelled,
                    "finished" => CancelAnswer.Ended,
                    _ => CancelAnswer.Asked,
                };
            },
            cancellationToken);

    public Task<LeaseAnswer> StopAsync(Claim claim, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Stop, new { item = claim.Item, fence = claim.Fence }, cancellationToken);

    public Task<ScanJob?> FindJobAsync(ScanId id, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<ScanRow>(QueueSql.Find, new { id = id.Value })?.ToJob(), cancellationToken);

    public Task<ScanResult?> FindResultAsync(ScanId id, CancellationToken cancellationToken)
        => FindAsync(ResultSql.FindFor, new { id = id.Value }, cancellationToken);

    public Task<ScanResult?> FindReusableAsync(string reuseKey, DateTimeOffset notBefore, CancellationToken cancellationToken)
        => FindAsync(ResultSql.FindReusable, new { reuseKey, notBefore = notBefore.ToUnixTimeMilliseconds() }, cancellationToken);

    public Task<IReadOnlyList<ScanId>> FindIdsAsync(string prefix, int count, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<ScanId>>(
            connection => [.. connection.Query<string>(QueueSql.FindIds, new { prefix, count = Math.Clamp(count, 0, MaxListed) }).Select(ScanId.Parse)], cancellationToken);

    /// <inheritdoc/>
    /// <remarks><c>reference</c> alone is any platform; <c>reference|platform</c> is that one. Neither can hold the bar itself.</remarks>
    public Task<ScanResult?> FindLatestAsync(string reference, CancellationToken cancellationToken) => FindLatestAsync(reference, mustBeHad: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ScanResult?> FindLatestHadAsync(string reference, CancellationToken cancellationToken) => FindLatestAsync(reference, mustBeHad: true, cancellationToken);

    public Task<ScanResult?> FindDeadAsync(ScanRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken)
        => FindAsync(ResultSql.FindDead, new { joinKey = request.JoinKey, notBefore = notBefore.ToUnixTimeMilliseconds() }, cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListDeadAsync(int count, CancellationToken cancellationToken)
        => LookAsync<IReadOnlyList<DeadLetter>>(
            connection => [.. connection.Query<ScanRow>(QueueSql.ListDead, new { count = Math.Clamp(count, 0, MaxListed) }).Select(row => row.ToDeadLetter())], [], cancellationToken);

    public Task<DateTimeOffset?> FindOldestQueuedAsync(CancellationToken cancellationToken)
        => LookAsync(
            connection => connection.ExecuteScalar<long?>(QueueSql.Oldest) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null, null, cancellationToken);

    public Task<ScanResult?> FindByFindingAsync(string key, CancellationToken cancellationToken) => FindAsync(ResultSql.FindByFinding, new { key }, cancellationToken);

    public Task<IReadOnlyCollection<ScanId>> ListRunningAsync(CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyCollection<ScanId>>(
            connection => [.. connection.Query<string>(QueueSql.Running).Select(ScanId.Parse)], cancellationToken);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
        => LookAsync(
            connection =>
            {
                var (queued, running) = connection.QuerySingle<(int Queued, int Running)>(QueueSql.Depth);
                return new QueueDepth(queued, running);
            },
            new QueueDepth(0, 0), cancellationToken);

    // Looking must not make the file, and one of an older schema waits for its migration.
    private Task<T> LookAsync<T>(Func<SqliteConnection, T> look, T nothing, CancellationToken cancellationToken)
        => File.Exists(database.FilePath)
            ? database.RunAsync(connection => SqliteSchema.ReadVersion(connection) < SqliteSchema.Current ? nothing : look(connection), cancellationToken)
            : Task.FromResult(nothing);

    private static EnqueuedScan Enqueue(
        SqliteConnection connection, SqliteTransaction transaction, ScanId id, ScanRequest request, DateTimeOffset now)
    {
        var joinKey = request.JoinKey;
        connection.Execute(
            QueueSql.Enqueue,
            new
            {
                id = id.Value, joinKey, reference = request.Reference.ToString(), request = StoreJson.Write(request), now = now.ToUnixTimeMilliseconds(),
                priority = request.Priority == ScanPriority.Person ? 0 : 1, asker = request.Asker,
            },
            transaction);
        var job = connection.QuerySingle<ScanRow>(QueueSql.FindInFlight, new { joinKey }, transaction).ToJob();
        var position = connection.ExecuteScalar<int>(QueueSql.Position, new { id = job.Id.Value }, transaction);
        return new EnqueuedScan(job, Joined: job.Id != id, position);
    }

    private static long Ms(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds);

    // A statement that returns whether somebody wants the work to stop, and no row when it changed nothing.
    private Task<LeaseAnswer> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<long?>(sql, parameters) switch
            {
                null => LeaseAnswer.Stale,
                0 => LeaseAnswer.Held,
                _ => LeaseAnswer.StopWanted,
            },
            cancellationToken);

    private Task<ScanResult?> FindLatestAsync(string reference, bool mustBeHad, CancellationToken cancellationToken)
    {
        var parts = reference.Split('|', 2);
        return FindAsync(ResultSql.FindLatest, new { reference = parts[0], platform = parts.ElementAtOrDefault(1), mustBeHad = mustBeHad ? 1 : 0 }, cancellationToken);
    }

    private Task<ScanResult?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.ReadAsync((connection, transaction) => ResultCommands.Find(connection, transaction, sql, parameters), cancellationToken);
}
