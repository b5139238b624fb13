namespace DockerScan.Sqlite.Scans;

/// <summary>The queue's statements. Each change of state is one statement, so no two processes can make the same one.</summary>
internal static class QueueSql
{
    public const string Insert = """
        INSERT INTO scans (id, join_key, reference, request, state, created_at)
        VALUES (@id, @joinKey, @reference, @request, 'queued', @now)
        ON CONFLICT (join_key) WHERE state IN ('queued', 'running') DO NOTHING
        """;

    public const string FindInFlight =
        $"SELECT {ScanRow.Columns} FROM scans WHERE join_key = @joinKey AND state IN ('queued', 'running')";

    public const string Position = """
        SELECT count(*) FROM scans
        WHERE state = 'queued' AND (created_at, seq) < (SELECT created_at, seq FROM scans WHERE id = @id AND state = 'queued')
        """;

    // A claim ends the hold on a target that an earlier attempt had.
    public const string Claim = $"""
        UPDATE scans SET state = 'running', lease_owner = @worker, lease_until = @until, attempts = attempts + 1, target = NULL
        WHERE seq = (
          SELECT seq FROM scans
          WHERE state IN ('queued', 'running') AND (state = 'queued' OR lease_until <= @now) AND (@only IS NULL OR id = @only)
          ORDER BY created_at, seq LIMIT 1)
        RETURNING {ScanRow.Columns}
        """;

    // A late renewal is good unless somebody took the scan or its target meanwhile.
    public const string Renew = """
        UPDATE scans SET lease_until = @until
        WHERE id = @id AND state = 'running' AND lease_owner = @worker AND (lease_until > @now OR target IS NULL OR NOT EXISTS (
          SELECT 1 FROM scans other
          WHERE other.target = scans.target AND other.seq <> scans.seq AND other.state = 'running' AND other.lease_until > @now))
        """;

    public const string TakeTarget = """
        UPDATE scans SET target = @target
        WHERE id = @id AND state = 'running' AND lease_until > @now AND NOT EXISTS (
          SELECT 1 FROM scans other
          WHERE other.target = @target AND other.seq <> scans.seq AND other.state = 'running' AND other.lease_until > @now)
        """;

    public const string EndLeases = "UPDATE scans SET lease_until = @now WHERE state = 'running' AND lease_owner = @worker AND lease_until > @now";

    public const string Release = """
        UPDATE scans SET state = 'queued', lease_owner = NULL, lease_until = NULL, target = NULL, attempts = max(attempts - 1, 0)
        WHERE id = @id AND state = 'running' AND lease_owner = @worker
        """;

    // Without the result the scan stays claimed: a scan that is finished and has none would be a scan that found nothing.
    public const string FinishWith = """
        UPDATE scans SET state = 'finished', lease_owner = NULL, lease_until = NULL, target = NULL, result_id = @result
        WHERE id = @id AND state = 'running' AND lease_owner = @worker AND EXISTS (SELECT 1 FROM results WHERE scan_id = @result)
        """;

    public const string Finish = """
        UPDATE scans SET state = 'finished', lease_owner = NULL, lease_until = NULL, target = NULL, result_id = @id
        WHERE id = @id AND state = 'running' AND lease_owner = @worker
        """;

    public const string Cancel = """
        UPDATE scans SET state = 'cancelled', lease_owner = NULL, lease_until = NULL, target = NULL
        WHERE id = @id AND (state = 'queued' OR (state = 'running' AND lease_owner = @worker))
        """;

    public const string Find = $"SELECT {ScanRow.Columns} FROM scans WHERE id = @id";

    // "{" is the character behind "z", the last one of an id.
    public const string FindIds = "SELECT id FROM scans WHERE id >= @prefix AND id < @prefix || '{' AND result_id IS NOT NULL ORDER BY id LIMIT @count";

    public const string List = $"SELECT {ScanRow.Columns} FROM scans ORDER BY created_at DESC, seq DESC LIMIT @count";

    public const string Running = "SELECT id FROM scans WHERE state = 'running' AND lease_until > @now";

    public const string Depth = """
        SELECT count(*) FILTER (WHERE state = 'queued') AS Queued, count(*) FILTER (WHERE state = 'running') AS Running
        FROM scans WHERE state IN ('queued', 'running')
        """;
}
