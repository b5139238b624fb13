namespace DockerScan.Sqlite.Reputations;

/// <summary>The statements of answers and look-ups.</summary>
internal static class ReputationSql
{
    public const string Find = "SELECT document FROM reputations WHERE kind = @kind AND value = @value";

    public const string FindBefore = "SELECT reputation FROM reputations WHERE kind = @Kind AND value = @Value";

    /// <summary>Answers that were written with their look-up's end and not yet brought to where they are looked for.</summary>
    public const string FindAnswered = """
        SELECT seq AS Seq, kind AS Kind, value AS Value, answer AS Document, reputation AS Reputation, checked_at AS CheckedAt, answered_at AS Now
        FROM lookups WHERE answer IS NOT NULL ORDER BY seq
        """;

    public const string IsAnyAnswered = "SELECT EXISTS (SELECT 1 FROM lookups WHERE answer IS NOT NULL)";

    // The last step of bringing an answer: one that ended is no look-up any more.
    public const string Brought = """
        DELETE FROM lookups WHERE seq = @Seq AND ended = 1;
        UPDATE lookups SET answer = NULL, reputation = NULL, checked_at = NULL, answered_at = NULL WHERE seq = @Seq;
        """;

    public const string Keep = """
        INSERT INTO reputations (kind, value, reputation, checked_at, first_answered_at, document)
        VALUES (@Kind, @Value, @Reputation, @CheckedAt, @Now, @Document)
        ON CONFLICT (kind, value) DO UPDATE SET reputation = excluded.reputation, checked_at = excluded.checked_at, document = excluded.document
        """;

    public const string Link = """
        INSERT INTO indicator_scans (kind, value, scan_id, waiting, created_at) VALUES (@kind, @value, @scan, @mustAsk, @now)
        ON CONFLICT (kind, value, scan_id) DO UPDATE SET waiting = max(waiting, excluded.waiting)
        """;

    // The turn: as many as the asker has waiting after the one that is next, so that askers go round among those that tell as much.
    public const string Enqueue = """
        INSERT INTO lookups (kind, value, rank, interactive, due_at, created_at, first_answered_at, asker, turn)
        SELECT @kind, @value, @rank, @interactive, store_ms(), @now, (SELECT first_answered_at FROM reputations WHERE kind = @kind AND value = @value), @asker, max(
          coalesce((SELECT min(turn) FROM lookups WHERE interactive = @interactive), 0),
          coalesce((SELECT max(turn) + 1 FROM lookups WHERE interactive = @interactive AND asker = @asker), 0))
        WHERE true
        ON CONFLICT (kind, value) DO UPDATE SET
          rank = max(rank, excluded.rank), interactive = max(interactive, excluded.interactive), due_at = min(due_at, excluded.due_at),
          turn = CASE WHEN excluded.interactive > interactive THEN excluded.turn WHEN excluded.interactive < interactive THEN turn ELSE min(turn, excluded.turn) END
        """;

    // No lease can end later than that: one that seems to was given before the clock went back.
    public const string Claim = """
        UPDATE lookups SET lease_owner = @owner, lease_until = store_ms() + @lease, fence = fence + 1
        WHERE seq = (
          SELECT seq FROM lookups
          WHERE ended = 0 AND (seq = @only OR (@only IS NULL AND due_at <= store_ms())) AND (@people = 0 OR interactive = 1)
            AND (lease_until IS NULL OR lease_until <= store_ms() OR lease_until > store_ms() + 2 * @lease)
          ORDER BY interactive DESC, rank DESC, turn, created_at, seq LIMIT 1)
        RETURNING seq AS Seq, fence AS Fence, kind AS Kind, value AS Value, interactive AS Interactive, failures AS Failures, first_answered_at AS FirstAnsweredAt
        """;

    public const string Renew = "UPDATE lookups SET lease_until = store_ms() + @lease WHERE seq = @seq AND fence = @fence AND lease_owner IS NOT NULL";

    public const string Release = """
        UPDATE lookups SET lease_owner = NULL, lease_until = NULL, due_at = store_ms() + @after, failures = failures + @failed
        WHERE seq = @seq AND fence = @fence AND lease_owner IS NOT NULL
        """;

    public const string EndLeases = "UPDATE lookups SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = @owner";

    // Ends or puts off the look-up and writes its answer, in one statement. Whoever comes next brings it on: each of those steps may be done again.
    public const string Answer = """
        UPDATE lookups SET answer = @document, reputation = @reputation, checked_at = @checkedAt, answered_at = @now, ended = @ended,
          interactive = 0, due_at = @dueAt, failures = 0, lease_owner = NULL, lease_until = NULL, first_answered_at = coalesce(first_answered_at, @now)
        WHERE seq = @seq AND fence = @fence AND lease_owner IS NOT NULL
        """;

    public const string MarkStale = """
        INSERT OR REPLACE INTO stale_results (scan_id)
        SELECT scan_id FROM indicator_scans WHERE kind = @Kind AND value = @Value AND (waiting = 1 OR @changed)
        """;

    public const string StopWaiting = "UPDATE indicator_scans SET waiting = 0 WHERE kind = @Kind AND value = @Value AND waiting = 1";

    // A scan that still runs has no result yet: its answers wait with it.
    public const string FindStale = """
        SELECT stale_results.scan_id AS Scan, mark AS Mark FROM stale_results
        JOIN scans ON scans.id = stale_results.scan_id AND scans.result_id = scans.id
        WHERE mark > @after ORDER BY mark LIMIT 1
        """;

    public const string Settle = "DELETE FROM stale_results WHERE scan_id = @scan AND mark <= @mark";

    public const string Prune = """
        DELETE FROM quota_uses WHERE day < @ledgerDay;
        DELETE FROM indicator_scans WHERE created_at < @linksBefore;
        DELETE FROM stale_results WHERE scan_id NOT IN (SELECT scan_id FROM results) AND scan_id NOT IN (SELECT scan_id FROM indicator_scans);
        DELETE FROM reputations WHERE checked_at < @answersBefore;
        DELETE FROM lookups WHERE created_at < @answersBefore AND due_at < @answersBefore;
        """;
}
