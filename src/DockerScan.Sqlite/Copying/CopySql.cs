using DockerScan.Core.Stores.Copying;

namespace DockerScan.Sqlite.Copying;

/// <summary>The statements that read records and write them; the names are those of the records.</summary>
internal static partial class CopySql
{
    public const string Findings = "SELECT document FROM findings WHERE scan_id = @id ORDER BY ordinal";

    public const string Days = "SELECT day AS Day, count(*) AS Uses FROM quota_uses WHERE account = @account GROUP BY day ORDER BY day";

    // A time of 0 is one that nobody knows any more.
    public const string Minute = """
        SELECT at FROM quota_uses WHERE account = @account AND at > 0 AND at >= (SELECT max(at) FROM quota_uses WHERE account = @account) - 60000 ORDER BY at
        """;

    public const string Use = "INSERT INTO quota_uses (account, at, day) VALUES (@account, @at, @day)";

    public const string Account = "INSERT INTO quota_accounts (account, rests, blocked_until, block_reason) VALUES (@Account, @Rests, @BlockedUntil, @BlockReason)";

    public const string Scan = """
        INSERT INTO scans (id, join_key, reference, request, state, created_at, attempts, failures, dead, fence, priority, turn, asker, due_at, stop_wanted, progress, result_id)
        VALUES (@Id, @JoinKey, @Reference, @Request, @State, @CreatedAt, @Attempts, @Failures, @Dead, @Fence, @Priority, @Turn, @Asker, coalesce(@DueAt, 0), @StopWanted, @Progress, @ResultId)
        """;

    /// <summary>How many there are.</summary>
    public static string Count(RecordKind kind) => kind switch
    {
        RecordKind.Scan => "SELECT count(*) FROM scans",
        RecordKind.Card => "SELECT count(*) FROM cards",
        RecordKind.Reputation => "SELECT count(*) FROM reputations",
        RecordKind.Lookup => "SELECT count(*) FROM lookups WHERE ended = 0",
        RecordKind.IndicatorScan => "SELECT count(*) FROM indicator_scans",
        RecordKind.StaleResult => "SELECT count(*) FROM stale_results",
        RecordKind.Quota => "SELECT count(*) FROM (SELECT account FROM quota_accounts UNION SELECT account FROM quota_uses)",
        RecordKind.Watch => "SELECT count(*) FROM watches",
        RecordKind.WatchTarget => "SELECT count(*) FROM watch_targets",
        RecordKind.WatchRun => "SELECT count(*) FROM watch_runs",
        RecordKind.SeenDigest => "SELECT count(*) FROM seen_digests",
        RecordKind.AlertBook => "SELECT count(*) FROM alert_books",
        RecordKind.Alert => "SELECT count(*) FROM alerts",
        RecordKind.Acceptance => "SELECT count(*) FROM acceptances",
        RecordKind.AuditedCommand => "SELECT count(*) FROM audit",
        RecordKind.AuditChain => "SELECT count(*) FROM audit_chains",
        RecordKind.SeenRequest => "SELECT count(*) FROM seen_requests",
    };

    /// <summary>All of them.</summary>
    public static string Read(RecordKind kind) => kind switch
    {
        // One that ran when its program died waits again. A result that its scan does not name is nobody's.
        RecordKind.Scan => """
            SELECT scans.id AS Id, request AS Request, CASE state WHEN 'running' THEN 'queued' ELSE state END AS State, created_at AS CreatedAt, attempts AS Attempts,
              failures AS Failures, dead AS Dead, fence AS Fence, priority AS Priority, turn AS Turn, asker AS Asker, CASE WHEN state IN ('queued', 'running') AND due_at > 0 THEN due_at END AS DueAt,
              stop_wanted AS StopWanted, CASE WHEN state IN ('finished', 'cancelled') THEN progress END AS Progress, result_id AS ResultId,
              results.revision AS ResultRevision, results.document AS ResultDocument, results.finding_count AS FindingCount
            FROM scans LEFT JOIN results ON results.scan_id = scans.id AND scans.result_id = scans.id ORDER BY scans.created_at, scans.seq
            """,
        RecordKind.Card => """
            SELECT id AS Id, scan_id AS Scan, platform AS Platform, place AS Place, address AS Address, joined AS Joined, language AS Language, kind AS Owes, shown AS Shown,
              shown_at AS ShownAt, wanted AS Wanted, failures AS Failures, nullif(due_at, 0) AS DueAt, created_at AS CreatedAt, fence AS Fence, turn AS Turn FROM cards ORDER BY seq
            """,
        RecordKind.Reputation => """
            SELECT kind AS "Of", value AS Value, reputation AS Reputation, checked_at AS CheckedAt, first_answered_at AS FirstAnsweredAt, document AS Document FROM reputations
            """,
        RecordKind.Lookup => """
            SELECT kind AS "Of", value AS Value, rank AS Rank, interactive AS Interactive, asker AS Asker, turn AS Turn, nullif(due_at, 0) AS DueAt, created_at AS CreatedAt,
              failures AS Failures, fence AS Fence, first_answered_at AS FirstAnsweredAt FROM lookups WHERE ended = 0 ORDER BY seq
            """,
        RecordKind.IndicatorScan => """SELECT kind AS "Of", value AS Value, scan_id AS Scan, waiting AS Waiting, created_at AS CreatedAt FROM indicator_scans""",
        RecordKind.StaleResult => "SELECT scan_id AS Scan FROM stale_results ORDER BY mark",
        RecordKind.Quota => """
            SELECT names.account AS Account, coalesce(rests, 0) AS Rests, blocked_until AS BlockedUntil, block_reason AS BlockReason
            FROM (SELECT account FROM quota_accounts UNION SELECT account FROM quota_uses) names LEFT JOIN quota_accounts ON quota_accounts.account = names.account
            """,
        RecordKind.Watch => "SELECT id AS Id, created_at AS CreatedAt, first_scan AS FirstScan, document AS Document FROM watches ORDER BY seq",
        RecordKind.WatchTarget => "SELECT watch_id AS Watch, key AS Name, revision AS Revision, document AS Document FROM watch_targets",
        RecordKind.WatchRun => """
            SELECT id AS Id, watch_id AS Watch, planned_at AS PlannedAt, CASE WHEN ended_at IS NULL THEN nullif(due_at, 0) END AS DueAt, fence AS Fence, failures AS Failures,
              scans AS Scans, counts AS Counts, ended_at AS EndedAt, ending AS Ending, ended_at IS NOT NULL AND planned_at = (
                SELECT max(planned_at) FROM watch_runs later WHERE later.watch_id = watch_runs.watch_id AND later.ended_at IS NOT NULL) AS IsNewest
            FROM watch_runs ORDER BY seq
            """,
        RecordKind.SeenDigest => "SELECT repository AS Repository, digest AS Digest, first_seen AS FirstSeen FROM seen_digests",
        RecordKind.AlertBook => "SELECT watch_id AS Watch, revision AS Revision, document AS Document FROM alert_books",
        RecordKind.Alert => """
            SELECT id AS Id, watch_id AS Watch, data AS "Database", created_at AS CreatedAt, nullif(not_before, 0) AS NotBefore, revision AS Revision, relayed AS Relayed,
              document AS Document FROM alerts ORDER BY seq
            """,
        RecordKind.Acceptance => """
            SELECT id AS Id, repository AS Repository, nullif(ends_at, 9223372036854775807) AS EndsAt, document AS Document, removal AS Removal FROM acceptances ORDER BY seq
            """,
        RecordKind.AuditedCommand => """
            SELECT row_number() OVER (ORDER BY seq) - 1 AS Position, at AS At, platform AS Platform, place AS Place, user AS "User", command AS Command, outcome AS Outcome,
              error_id AS ErrorId, duration_ms AS DurationMs, subject AS Subject, scan AS Scan, count AS "Count", writer AS Writer, number AS Number, hash AS Hash
            FROM audit ORDER BY seq
            """,
        RecordKind.AuditChain => "SELECT writer AS Writer, number AS Number, hash AS Hash, cut_number AS CutNumber, cut_hash AS CutHash FROM audit_chains",
        RecordKind.SeenRequest => "SELECT source AS Source, key AS Name, until AS Until FROM seen_requests",
    };
}
