namespace DockerScan.Sqlite.Retention;

/// <summary>The statements that find and remove what was kept long enough.</summary>
internal static class RetentionSql
{
    // Kept whatever their age: what a live watch compares with, was begun with, or waits for; of each image the newest result and the newest that is
    // complete (its open findings stand there, and whoever asks for the newest must not get an older one); and what a card that is owed speaks of.
    // Needed: those, and the results that they, or scans that are not old, were answered with.
    public const string Old = """
        WITH kept (id) AS (
          SELECT first_scan FROM watches WHERE first_scan IS NOT NULL
          UNION SELECT json_extract(target.document, '$.lastComplete') FROM watch_targets target JOIN watches ON watches.id = target.watch_id
          UNION SELECT base.value FROM watch_targets target JOIN watches ON watches.id = target.watch_id, json_each(target.document, '$.baseline') base
          UNION SELECT json_extract(waited.value, '$.scan') FROM watch_runs run, json_each(run.scans) waited WHERE run.scans IS NOT NULL
          UNION SELECT scan_id FROM (SELECT scan_id, row_number() OVER (PARTITION BY reference, platform ORDER BY finished_at DESC, seq DESC) place FROM results) WHERE place = 1
          UNION SELECT scan_id FROM (
            SELECT scan_id, row_number() OVER (PARTITION BY reference, platform ORDER BY finished_at DESC, seq DESC) place FROM results WHERE complete = 1) WHERE place = 1
          UNION SELECT scan_id FROM cards WHERE wanted > shown OR shown = -1
        ),
        needed (id) AS (
          SELECT id FROM kept WHERE id IS NOT NULL
          UNION SELECT result_id FROM scans WHERE result_id IS NOT NULL
            AND (created_at >= @before OR state IN ('queued', 'running') OR id IN (SELECT id FROM kept WHERE id IS NOT NULL))
        )
        SELECT id FROM scans
        WHERE state IN ('finished', 'cancelled') AND created_at < @before AND id NOT IN (SELECT id FROM needed)
          AND coalesce((SELECT finished_at FROM results WHERE scan_id = scans.id), 0) < @before
          AND id NOT IN (SELECT value FROM json_each(@left))
        ORDER BY created_at, seq LIMIT @most
        """;

    // Those that were answered with it go first: they refer to it.
    public const string Remove = """
        DELETE FROM cards WHERE scan_id IN (SELECT id FROM scans WHERE id = @id OR result_id = @id);
        DELETE FROM scans WHERE result_id = @id AND id <> @id;
        DELETE FROM findings WHERE scan_id = @id;
        DELETE FROM stale_results WHERE scan_id = @id;
        DELETE FROM indicator_scans WHERE scan_id = @id;
        UPDATE scans SET state = 'cancelled', result_id = NULL WHERE id = @id AND state = 'finished';
        DELETE FROM results WHERE scan_id = @id;
        DELETE FROM scans WHERE id = @id;
        """;
}
