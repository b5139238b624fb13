namespace DockerScan.Sqlite.Watches;

/// <summary>The statements of watches; <c>store_ms()</c> is the store's clock.</summary>
internal static class WatchSql
{
    public const string Put = """
        INSERT INTO watches (id, created_at, first_scan, document) VALUES (@id, @createdAt, @firstScan, @document)
        ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, first_scan = excluded.first_scan, document = excluded.document
        """;

    public const string Find = "SELECT document FROM watches WHERE id = @id";

    public const string FindByFirstScan = "SELECT document FROM watches WHERE first_scan = @scan ORDER BY seq DESC LIMIT 1";

    public const string List = "SELECT document FROM watches ORDER BY created_at, seq LIMIT @most";

    public const string Remove = "DELETE FROM watches WHERE id = @id";

    public const string RemoveTargets = "DELETE FROM watch_targets WHERE watch_id = @id";

    public const string RemoveRuns = "DELETE FROM watch_runs WHERE watch_id = @id";

    public const string ListTargets = "SELECT document FROM watch_targets WHERE watch_id = @id ORDER BY key";

    public const string AddTarget = "INSERT INTO watch_targets (watch_id, key, revision, document) VALUES (@watch, @key, 1, @document) ON CONFLICT (watch_id, key) DO NOTHING";

    public const string SaveTarget = """
        UPDATE watch_targets SET revision = revision + 1, document = @document WHERE watch_id = @watch AND key = @key AND revision = @revision
        """;

    public const string Plan = """
        INSERT INTO watch_runs (id, watch_id, planned_at, due_at) VALUES (@id, @watch, @planned, store_ms()) ON CONFLICT (id) DO NOTHING
        """;

    // No lease can end later than that: one that seems to was given before the clock went back.
    public const string Claim = """
        UPDATE watch_runs SET lease_owner = @owner, lease_until = store_ms() + @lease, fence = fence + 1
        WHERE seq = (
          SELECT seq FROM watch_runs
          WHERE ended_at IS NULL AND (id = @only OR (@only IS NULL AND due_at <= store_ms()))
            AND (lease_until IS NULL OR lease_until <= store_ms() OR lease_until > store_ms() + 2 * @lease)
          ORDER BY due_at, seq LIMIT 1)
        RETURNING id AS Id, watch_id AS WatchId, planned_at AS PlannedAt, scans AS Scans, counts AS Counts, failures AS Failures, fence AS Fence
        """;

    public const string Renew = $"UPDATE watch_runs SET lease_until = store_ms() + @lease {Held}";

    public const string Release = $"""
        UPDATE watch_runs SET lease_owner = NULL, lease_until = NULL, due_at = store_ms() + @after, failures = failures + @failed {Held}
        """;

    // The scans that a run waits for stand in it as JSON, each by its id.
    public const string Wake = "UPDATE watch_runs SET due_at = store_ms() WHERE ended_at IS NULL AND scans IS NOT NULL AND due_at > store_ms() AND instr(scans, @scan) > 0";

    public const string EndLeases = "UPDATE watch_runs SET lease_owner = NULL, lease_until = NULL, due_at = store_ms() WHERE lease_owner = @owner AND ended_at IS NULL";

    public const string HasEarlier = "SELECT EXISTS (SELECT 1 FROM watch_runs WHERE watch_id = @watch AND planned_at < @planned AND ended_at IS NULL)";

    public const string Keep = $"UPDATE watch_runs SET scans = @scans, counts = @counts {Held}";

    public const string End = $"UPDATE watch_runs SET ended_at = store_ms(), ending = @ending, scans = NULL, lease_owner = NULL, lease_until = NULL {Held}";

    public const string ListLast = """
        SELECT watch_id AS WatchId, max(planned_at) AS PlannedAt, ended_at AS EndedAt, ending AS Ending FROM watch_runs WHERE ended_at IS NOT NULL GROUP BY watch_id
        """;

    public const string CountOpen = "SELECT count(*) FROM watch_runs WHERE ended_at IS NULL";

    public const string See = "INSERT INTO seen_digests (repository, digest, first_seen) VALUES (@repository, @digest, store_ms()) ON CONFLICT (repository, digest) DO NOTHING";

    public const string FindFirstSeen = "SELECT min(first_seen) FROM seen_digests WHERE repository = @repository AND digest IN @digests";

    public const string KeepScan = """
        INSERT INTO scans (id, join_key, reference, request, state, created_at, priority, asker, result_id)
        VALUES (@id, @joinKey, @reference, @request, 'finished', @now, @priority, @asker, @id) ON CONFLICT (id) DO NOTHING
        """;

    public const string PruneRuns = """
        DELETE FROM watch_runs WHERE ended_at < @before
          AND planned_at < (SELECT max(planned_at) FROM watch_runs later WHERE later.watch_id = watch_runs.watch_id AND later.ended_at IS NOT NULL)
        """;

    public const string PruneTargets = "DELETE FROM watch_targets WHERE watch_id NOT IN (SELECT id FROM watches)";

    public const string PruneOrphanRuns = "DELETE FROM watch_runs WHERE watch_id NOT IN (SELECT id FROM watches) AND (ended_at IS NOT NULL OR due_at < @before)";

    private const string Held = "WHERE id = @item AND fence = @fence AND lease_owner IS NOT NULL AND ended_at IS NULL";
}
