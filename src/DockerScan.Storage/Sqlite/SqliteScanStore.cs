using Dapper;
using DockerScan.Core.Findings;
using DockerScan.Core.Ports;
using DockerScan.Core.Scans;
using DockerScan.Storage.Json;
using Microsoft.Data.Sqlite;

namespace DockerScan.Storage.Sqlite;

/// <summary>The embedded store. Every claim and every finish is one statement or one immediate transaction.</summary>
internal sealed class SqliteScanStore(SqliteDatabase database) : IScanStore
{
    private const int MostListed = 200;
    private const string Columns = "id, request, state, created_at, attempts, lease_owner, lease_until, result_id";

    public Task InitializeAsync(CancellationToken cancellationToken)
        => database.UseAsync(
            async connection =>
            {
                await SqliteSchema.MigrateAsync(connection, cancellationToken);
                return true;
            },
            cancellationToken);

    public Task<EnqueuedScan> EnqueueAsync(ScanId id, ScanRequest request, DateTimeOffset now, CancellationToken cancellationToken)
        => InTransactionAsync(
            async (connection, transaction) =>
            {
                var inserted = await connection.ExecuteAsync(Command(
                    """
                    INSERT INTO scans (id, join_key, request, state, created_at) VALUES (@id, @joinKey, @request, 0, @now)
                    ON CONFLICT (join_key) WHERE state IN (0, 1) DO NOTHING
                    """,
                    new { id = id.Value, joinKey = request.JoinKey, request = StoreJson.Write(request), now = now.ToUnixTimeMilliseconds() },
                    transaction, cancellationToken));
                var row = await connection.QuerySingleAsync<ScanRow>(Command(
                    $"SELECT {Columns} FROM scans WHERE join_key = @joinKey AND state IN (0, 1)", new { joinKey = request.JoinKey }, transaction, cancellationToken));
                var position = await connection.ExecuteScalarAsync<int>(Command(
                    "SELECT count(*) FROM scans WHERE state = 0 AND (created_at, id) < (@createdAt, @id)",
                    new { createdAt = row.CreatedAt, id = row.Id }, transaction, cancellationToken));
                return new EnqueuedScan(row.ToJob(), inserted == 0, position);
            },
            cancellationToken);

    public Task<ScanJob?> ClaimAsync(string worker, TimeSpan lease, DateTimeOffset now, ScanId? only, CancellationToken cancellationToken)
        => database.UseAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<ScanRow>(Command(
                $"""
                UPDATE scans SET state = 1, lease_owner = @worker, lease_until = @until, attempts = attempts + 1, target = NULL
                WHERE id = (
                    SELECT id FROM scans
                    WHERE (state = 0 OR (state = 1 AND lease_until <= @now)) AND (@only IS NULL OR id = @only)
                    ORDER BY created_at, id LIMIT 1)
                RETURNING {Columns}
                """,
                new { worker, now = now.ToUnixTimeMilliseconds(), until = (now + lease).ToUnixTimeMilliseconds(), only = only?.Value },
                null, cancellationToken)))?.ToJob(),
            cancellationToken);

    public Task<bool> RenewAsync(ScanId id, string worker, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(
            "UPDATE scans SET lease_until = @until WHERE id = @id AND state = 1 AND lease_owner = @worker",
            new { id = id.Value, worker, until = (now + lease).ToUnixTimeMilliseconds() }, cancellationToken);

    public Task<bool> TryTakeTargetAsync(ScanId id, string target, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(
            """
            UPDATE scans SET target = @target WHERE id = @id AND state = 1 AND NOT EXISTS (
                SELECT 1 FROM scans AS other WHERE other.target = @target AND other.id <> @id AND other.state = 1 AND other.lease_until > @now)
            """,
            new { id = id.Value, target, now = now.ToUnixTimeMilliseconds() }, cancellationToken);

    public Task ReleaseAsync(ScanId id, string worker, CancellationToken cancellationToken)
        => ChangeAsync(
            """
            UPDATE scans SET state = 0, lease_owner = NULL, lease_until = NULL, target = NULL, attempts = attempts - 1
            WHERE id = @id AND state = 1 AND lease_owner = @worker
            """,
            new { id = id.Value, worker }, cancellationToken);

    public Task<bool> FinishAsync(ScanResult result, string worker, CancellationToken cancellationToken)
        => InTransactionAsync(
            async (connection, transaction) =>
            {
                if (!await FinishRowAsync(connection, transaction, result.Id, result.Id, worker, cancellationToken))
                {
                    return false;
                }

                await InsertAsync(connection, transaction, result, cancellationToken);
                return true;
            },
            cancellationToken);

    public Task<bool> FinishWithAsync(ScanId id, ScanId result, string worker, DateTimeOffset now, CancellationToken cancellationToken)
        => InTransactionAsync(
            (connection, transaction) => FinishRowAsync(connection, transaction, id, result, worker, cancellationToken), cancellationToken);

    public Task CancelAsync(ScanId id, string? worker, CancellationToken cancellationToken)
        => ChangeAsync(
            "UPDATE scans SET state = 3, lease_owner = NULL, lease_until = NULL, target = NULL WHERE id = @id AND (state = 0 OR (state = 1 AND lease_owner = @worker))",
            new { id = id.Value, worker }, cancellationToken);

    public Task<ScanJob?> FindJobAsync(ScanId id, CancellationToken cancellationToken)
        => database.UseAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<ScanRow>(Command(
                $"SELECT {Columns} FROM scans WHERE id = @id", new { id = id.Value }, null, cancellationToken)))?.ToJob(),
            cancellationToken);

    public Task<ScanResult?> FindResultAsync(ScanId id, CancellationToken cancellationToken)
        => ReadAsync("r.scan_id = (SELECT result_id FROM scans WHERE id = @id)", new { id = id.Value }, cancellationToken);

    public Task<ScanResult?> FindReusableAsync(string reuseKey, DateTimeOffset notBefore, CancellationToken cancellationToken)
        => ReadAsync(
            "r.complete = 1 AND r.reuse_key = @reuseKey AND r.finished_at >= @notBefore",
            new { reuseKey, notBefore = notBefore.ToUnixTimeMilliseconds() }, cancellationToken);

    public Task<ScanResult?> FindLatestAsync(string reference, CancellationToken cancellationToken)
        => ReadAsync("r.complete = 1 AND r.reference = @reference", new { reference }, cancellationToken);

    public Task<IReadOnlyList<ScanJob>> ListAsync(int count, CancellationToken cancellationToken)
        => database.UseAsync<IReadOnlyList<ScanJob>>(
            async connection => [.. (await connection.QueryAsync<ScanRow>(Command(
                $"SELECT {Columns} FROM scans ORDER BY created_at DESC, id DESC LIMIT @count",
                new { count = Math.Clamp(count, 0, MostListed) }, null, cancellationToken))).Select(row => row.ToJob())],
            cancellationToken);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
        => database.UseAsync(
            async connection =>
            {
                var (queued, running) = await connection.QuerySingleAsync<(int Queued, int Running)>(Command(
                    "SELECT count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 1) FROM scans WHERE state IN (0, 1)", null, null, cancellationToken));
                return new QueueDepth(queued, running);
            },
            cancellationToken);

    private static async Task<bool> FinishRowAsync(
        SqliteConnection connection, SqliteTransaction transaction, ScanId id, ScanId result, string worker, CancellationToken cancellationToken)
        => await connection.ExecuteAsync(Command(
            """
            UPDATE scans SET state = 2, result_id = @result, lease_owner = NULL, lease_until = NULL, target = NULL
            WHERE id = @id AND state = 1 AND lease_owner = @worker
            """,
            new { id = id.Value, result = result.Value, worker }, transaction, cancellationToken)) == 1;

    private static async Task InsertAsync(SqliteConnection connection, SqliteTransaction transaction, ScanResult result, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Command(
            """
            INSERT INTO results (scan_id, reference, reuse_key, complete, finished_at, header)
            VALUES (@id, @reference, @reuseKey, @complete, @finishedAt, @header)
            """,
            new
            {
                id = result.Id.Value,
                reference = result.Reference.ToString(),
                reuseKey = result.ReuseKey,
                complete = result.Complete,
                finishedAt = result.FinishedAt.ToUnixTimeMilliseconds(),
                header = StoreJson.Write(result with { Findings = [] }),
            },
            transaction, cancellationToken));
        await connection.ExecuteAsync(Command(
            "INSERT INTO findings (scan_id, ordinal, key, document) VALUES (@id, @ordinal, @key, @document)",
            result.Findings.Select((finding, ordinal) => new { id = result.Id.Value, ordinal, key = finding.Key, document = StoreJson.Write(finding) }),
            transaction, cancellationToken));
    }

    private Task<ScanResult?> ReadAsync(string where, object parameters, CancellationToken cancellationToken)
        => database.UseAsync(
            async connection =>
            {
                // One read transaction: header and findings of the same moment.
                await using var transaction = connection.BeginTransaction(deferred: true);
                var header = await connection.QuerySingleOrDefaultAsync<string>(Command(
                    $"SELECT r.header FROM results AS r WHERE {where} ORDER BY r.finished_at DESC LIMIT 1", parameters, transaction, cancellationToken));
                if (header is null)
                {
                    return null;
                }

                var result = StoreJson.Read<ScanResult>(header);
                var findings = await connection.QueryAsync<string>(Command(
                    "SELECT document FROM findings WHERE scan_id = @id ORDER BY ordinal", new { id = result.Id.Value }, transaction, cancellationToken));
                return result with { Findings = [.. findings.Select(StoreJson.Read<Finding>)] };
            },
            cancellationToken);

    private Task<bool> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.UseAsync(async connection => await connection.ExecuteAsync(Command(sql, parameters, null, cancellationToken)) == 1, cancellationToken);

    private Task<T> InTransactionAsync<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> work, CancellationToken cancellationToken)
        => database.UseAsync(
            async connection =>
            {
                // Immediate: a read that becomes a write would fail at once when another process writes in between.
                await using var transaction = connection.BeginTransaction(deferred: false);
                var value = await work(connection, transaction);
                await transaction.CommitAsync(cancellationToken);
                return value;
            },
            cancellationToken);

    private static CommandDefinition Command(string sql, object? parameters, SqliteTransaction? transaction, CancellationToken cancellationToken)
        => new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
