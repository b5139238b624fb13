namespace DockerScan.Sqlite.Scans;

/// <summary>The queue's statements. Each change of state is one statement on one row, so no two processes can make the same one; <c>store_ms()</c> is the store's clock.</summary>
internal static class QueueSql
{
    // The turn: as many as the asker has in flight after the one that runs now, so that askers go round. Who joins keeps the better of both.
    public const string Enqueue = """
        INSERT INTO scans (id, join_key, reference, request, state, created_at, priority, asker, turn)
        SELECT @id, @joinKey, @reference, @request, 'queued', @now, @priority, @asker, max(
          coalesce(
            (SELECT max(turn) FROM scans WHERE state = 'running' AND priority = @priority),
            (SELECT min(turn) FROM scans WHERE state = 'queued' AND priority = @priority), 0),
          coalesce((SELECT max(turn) + 1 FROM scans WHERE state IN ('queued', 'running') AND priority = @priority AND asker = @asker), 0))
        WHERE true
        ON CONFLICT (join_key) WHERE state IN ('queued', 'running') DO UPDATE SET
          priority = min(priority, excluded.priority),
          turn = CASE WHEN excluded.priority < priority THEN excluded.turn WHEN excluded.priority > priority THEN turn ELSE min(turn, excluded.turn) END
        """;

    public const string FindInFlight =
        $"SELECT {ScanRow.Columns} FROM scans WHERE join_key = @joinKey AND state IN ('queued', 'running')";

    public const string Position = """
        SELECT count(*) FROM scans
        WHERE state = 'queued' AND (priority, turn, created_at, seq) < (SELECT priority, turn, created_at, seq FROM scans WHERE id = @id AND state = 'queued')
        """;

    // A lease that lies further ahead than any is made for (an hour, Scan:LeaseSeconds) is of a clock that went back since.
    // A claim ends the hold on a target that an earlier attempt had. Along the index the first that is free is the one: no sorting of all that wait.
    public const string Claim = $"""
        UPDATE scans SET state = 'running', lease_owner = @owner, lease_until = store_ms() + @lease, fence = fence + 1, attempts = attempts + 1,
          target = NULL, progress = NULL
        WHERE seq = (
          SELECT seq FROM scans INDEXED BY scans_next
          WHERE state IN ('queued', 'running') AND (state = 'queued' OR lease_until <= store_ms() OR lease_until > store_ms() + 2 * max(@lease, 3600000))
            AND (id = @only OR (@only IS NULL AND due_at <= store_ms())) AND (@people = 0 OR priority = 0)
          ORDER BY priority, turn, created_at, seq LIMIT 1)
        RETURNING {ScanRow.Columns}
        """;

    // A late renewal is good unless somebody took the scan or its target meanwhile.
    public const string Renew = """
        UPDATE scans SET lease_until = store_ms() + @lease
        WHERE id = @item AND fence = @fence AND state = 'running' AND (lease_until > store_ms() OR target IS NULL OR NOT EXISTS (
          SELECT 1 FROM scans other
          WHERE other.target = scans.target AND other.seq <> scans.seq AND other.state = 'running' AND other.lease_until > store_ms()))
        RETURNING stop_wanted
        """;

    public const string Look = "SELECT stop_wanted FROM scans WHERE id = @item AND fence = @fence AND state = 'running'";

    public const string Progress = "UPDATE scans SET progress = @progress WHERE id = @item AND fence = @fence AND state = 'running' RETURNING stop_wanted";

    public const string TakeTarget = """
        UPDATE scans SET target = @target
        WHERE id = @item AND fence = @fence AND state = 'running' AND lease_until > store_ms() AND NOT EXISTS (
          SELECT 1 FROM scans other
          WHERE other.target = @target AND other.seq <> scans.seq AND other.state = 'running' AND other.lease_until > store_ms())
        """;

    public const string EndLeases = "UPDATE scans SET lease_until = store_ms() WHERE state = 'running' AND lease_owner = @owner AND lease_until > store_ms()";

    // One that somebody wants to stop waits for nobody any more.
    public const string Release = """
        UPDATE scans SET state = CASE stop_wanted WHEN 1 THEN 'cancelled' ELSE 'queued' END, lease_owner = NULL, lease_until = NULL, target = NULL,
          due_at = store_ms() + @after, attempts = max(attempts - 1 + @failed, 0), failures = failures + @failed
        WHERE id = @item AND fence = @fence AND state = 'running' RETURNING 0
        """;

    // Without the result the scan stays claimed: a scan that is finished and has none would be a scan that found nothing.
    public const string FinishWith = """
        UPDATE scans SET state = 'finished', lease_owner = NULL, lease_until = NULL, target = NULL, result_id = @result
        WHERE id = @item AND fence = @fence AND state = 'running'
          AND EXISTS (SELECT 1 FROM scans named JOIN results ON results.scan_id = named.result_id WHERE named.id = @result AND named.result_id = named.id)
        RETURNING 0
        """;

    // Ends the scan and names what this claim wrote before, in one statement: until then nobody finds it.
    public const string Finish = """
        UPDATE scans SET state = 'finished', lease_owner = NULL, lease_until = NULL, target = NULL, result_id = id, progress = @progress, dead = @dead
        WHERE id = @item AND fence = @fence AND state = 'running' AND EXISTS (SELECT 1 FROM results WHERE scan_id = @item AND attempt = @fence)
        RETURNING 0
        """;

    // Nobody works on what waits, nor on what a lease that is over was for.
    public const string Cancel = """
        UPDATE scans SET stop_wanted = 1,
          state = CASE WHEN state = 'queued' OR lease_until <= store_ms() THEN 'cancelled' ELSE 'running' END,
          lease_owner = CASE WHEN state = 'queued' OR lease_until <= store_ms() THEN NULL ELSE lease_owner END,
          lease_until = CASE WHEN state = 'queued' OR lease_until <= store_ms() THEN NULL ELSE lease_until END,
          target = CASE WHEN state = 'queued' OR lease_until <= store_ms() THEN NULL ELSE target END
        WHERE id = @id AND state IN ('queued', 'running')
        RETURNING state
        """;

    public const string FindState = "SELECT state FROM scans WHERE id = @id";

    public const string Stop = """
        UPDATE scans SET state = 'cancelled', lease_owner = NULL, lease_until = NULL, target = NULL
        WHERE id = @item AND fence = @fence AND state = 'running' RETURNING 0
        """;

    public const string Find = $"""
        SELECT {ScanRow.Columns}, CASE state WHEN 'queued' THEN (
          SELECT count(*) FROM scans other
          WHERE other.state = 'queued' AND (other.priority, other.turn, other.created_at, other.seq) < (scans.priority, scans.turn, scans.created_at, scans.seq))
        ELSE 0 END AS Position
        FROM scans WHERE id = @id
        """;

    // "{" is the character behind "z", the last one of an id.
    public const string FindIds = "SELECT id FROM scans WHERE id >= @prefix AND id < @prefix || '{' AND result_id IS NOT NULL ORDER BY id LIMIT @count";

    public const string Running = "SELECT id FROM scans WHERE state = 'running' AND lease_until > store_ms()";

    /// <summary>The newest dead letter of each wish, unless a later scan of it ended by itself.</summary>
    public const string Dead = """
        dead = 1 AND NOT EXISTS (
          SELECT 1 FROM scans later
          WHERE later.join_key = scans.join_key AND later.seq > scans.seq AND (later.dead = 1 OR later.state = 'finished' AND later.result_id = later.id))
        """;

    public const string ListDead = $"""
        SELECT {ScanRow.Columns}, (SELECT finished_at FROM results WHERE scan_id = scans.id) AS FinishedAt
        FROM scans INDEXED BY scans_dead WHERE {Dead} ORDER BY seq DESC LIMIT @count
        """;

    public const string Oldest = "SELECT min(created_at) FROM scans WHERE state = 'queued'";

    public const string Depth = """
        SELECT count(*) FILTER (WHERE state = 'queued') AS Queued, count(*) FILTER (WHERE state = 'running') AS Running
        FROM scans WHERE state IN ('queued', 'running')
        """;
}
