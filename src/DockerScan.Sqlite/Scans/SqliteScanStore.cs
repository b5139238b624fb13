using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DockerScan.Sqlite.Scans;

/// <summary>Scans in one SQLite file, shared by any number of processes on one machine.</summary>
internal sealed class SqliteScanStore(SqliteDatabase database, ILogger<SqliteScanStore> logger) : IScanStore
{
    private const int MaxListed = 200;

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await Task.Run(() => StoreFiles.Prepare(database.FilePath), cancellationToken);
        var before = await database.RunAsync(
            connection =>
            {
                StoreFiles.Protect(database.FilePath);
                return SqliteSchema.Migrate(connection);
            },
            cancellationToken);
        if (before < SqliteSchema.Current)
        {
            Log.Migrated(logger, before, SqliteSchema.Current);
        }
    }

    public Task<EnqueuedScan> EnqueueAsync(ScanId id, ScanRequest request, DateTimeOffset now, CancellationToken cancellationToken)
        => database.WriteAsync((connection, transaction) => Enqueue(connection, transaction, id, request, now), cancellationToken);

    public Task<ScanJob?> ClaimAsync(string worker, TimeSpan lease, DateTimeOffset now, ScanId? only, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<ScanRow>(
                QueueSql.Claim, new { worker, until = Ms(now + lease), now = Ms(now), only = only?.Value })?.ToJob(),
            cancellationToken);

    public Task<bool> RenewAsync(ScanId id, string worker, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Renew, new { id = id.Value, worker, until = Ms(now + lease), now = Ms(now) }, cancellationToken);

    public Task<bool> TryTakeTargetAsync(ScanId id, string target, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.TakeTarget, new { id = id.Value, target, now = Ms(now) }, cancellationToken);

    public Task<int> EndLeasesAsync(string worker, DateTimeOffset now, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(QueueSql.EndLeases, new { worker, now = Ms(now) }), cancellationToken);

    public Task ReleaseAsync(ScanId id, string worker, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Release, new { id = id.Value, worker }, cancellationToken);

    public async Task<bool> FinishAsync(ScanResult result, string worker, CancellationToken cancellationToken)
    {
        // Made before the write lock is taken: other processes wait for the disk only.
        var row = ResultRow.From(result);
        var findings = FindingRow.From(result).ToList();
        return await database.WriteAsync(
            (connection, transaction) =>
            {
                if (connection.Execute(QueueSql.Finish, new { id = row.ScanId, worker }, transaction) == 0)
                {
                    return false;
                }

                ResultCommands.Insert(connection, transaction, row, findings);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> AmendAsync(ScanResult result, CancellationToken cancellationToken)
    {
        var row = ResultRow.From(result);
        var findings = FindingRow.From(result).ToList();
        return database.WriteAsync((connection, transaction) => ResultCommands.Amend(connection, transaction, row, findings), cancellationToken);
    }

    public Task<bool> FinishWithAsync(ScanId id, ScanId result, string worker, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.FinishWith, new { id = id.Value, result = result.Value, worker }, cancellationToken);

    public Task CancelAsync(ScanId id, string? worker, CancellationToken cancellationToken)
        => ChangeAsync(QueueSql.Cancel, new { id = id.Value, worker }, cancellationToken);

    public Task<ScanJob?> FindJobAsync(ScanId id, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<ScanRow>(QueueSql.Find, new { id = id.Value })?.ToJob(), cancellationToken);

    public Task<ScanResult?> FindResultAsync(ScanId id, CancellationToken cancellationToken)
        => FindAsync(ResultSql.FindFor, new { id = id.Value }, cancellationToken);

    public Task<ScanResult?> FindReusableAsync(string reuseKey, DateTimeOffset notBefore, CancellationToken cancellationToken)
        => FindAsync(ResultSql.FindReusable, new { reuseKey, notBefore = Ms(notBefore) }, cancellationToken);

    public Task<IReadOnlyList<ScanId>> FindIdsAsync(string prefix, int count, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<ScanId>>(
            connection => [.. connection.Query<string>(QueueSql.FindIds, new { prefix, count = Math.Clamp(count, 0, MaxListed) }).Select(ScanId.Parse)], cancellationToken);

    /// <inheritdoc/>
    /// <remarks><c>reference</c> alone is any platform; <c>reference|platform</c> is that one. Neither can hold the bar itself.</remarks>
    public Task<ScanResult?> FindLatestAsync(string reference, CancellationToken cancellationToken)
    {
        var parts = reference.Split('|', 2);
        return FindAsync(ResultSql.FindLatest, new { reference = parts[0], platform = parts.ElementAtOrDefault(1) }, cancellationToken);
    }

    public Task<IReadOnlyList<ScanJob>> ListAsync(int count, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<ScanJob>>(
            connection => [.. connection.Query<ScanRow>(QueueSql.List, new { count = Math.Clamp(count, 0, MaxListed) }).Select(row => row.ToJob())],
            cancellationToken);

    public Task<IReadOnlyCollection<ScanId>> ListRunningAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyCollection<ScanId>>(
            connection => [.. connection.Query<string>(QueueSql.Running, new { now = Ms(now) }).Select(ScanId.Parse)], cancellationToken);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
        => database.RunAsync(
            connection =>
            {
                var (queued, running) = connection.QuerySingle<(int Queued, int Running)>(QueueSql.Depth);
                return new QueueDepth(queued, running);
            },
            cancellationToken);

    private static EnqueuedScan Enqueue(
        SqliteConnection connection, SqliteTransaction transaction, ScanId id, ScanRequest request, DateTimeOffset now)
    {
        var joinKey = request.JoinKey;
        var added = connection.Execute(
            QueueSql.Insert,
            new { id = id.Value, joinKey, reference = request.Reference.ToString(), request = StoreJson.Write(request), now = Ms(now) },
            transaction);
        var job = connection.QuerySingle<ScanRow>(QueueSql.FindInFlight, new { joinKey }, transaction).ToJob();
        var position = connection.ExecuteScalar<int>(QueueSql.Position, new { id = job.Id.Value }, transaction);
        return new EnqueuedScan(job, Joined: added == 0, position);
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private Task<bool> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters) > 0, cancellationToken);

    private Task<ScanResult?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.ReadAsync((connection, transaction) => ResultCommands.Find(connection, transaction, sql, parameters), cancellationToken);
}
