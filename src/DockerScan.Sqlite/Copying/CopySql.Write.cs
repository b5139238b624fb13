using DockerScan.Core.Stores.Copying;

namespace DockerScan.Sqlite.Copying;

/// <content>The statements that write.</content>
internal static partial class CopySql
{
    /// <summary>Adds one.</summary>
    public static string Write(RecordKind kind) => kind switch
    {
        RecordKind.Scan => Scan,
        RecordKind.Card => """
            INSERT INTO cards (id, scan_id, platform, place, address, joined, language, kind, shown, shown_at, wanted, failures, due_at, created_at, fence, turn)
            VALUES (@Id, @Scan, @Platform, @Place, @Address, @Joined, @Language, @Owes, @Shown, @ShownAt, @Wanted, @Failures, coalesce(@DueAt, 0), @CreatedAt, @Fence, @Turn)
            """,
        RecordKind.Reputation => """
            INSERT INTO reputations (kind, value, reputation, checked_at, first_answered_at, document) VALUES (@Of, @Value, @Reputation, @CheckedAt, @FirstAnsweredAt, @Document)
            """,
        RecordKind.Lookup => """
            INSERT INTO lookups (kind, value, rank, interactive, asker, turn, due_at, created_at, failures, fence, first_answered_at)
            VALUES (@Of, @Value, @Rank, @Interactive, @Asker, @Turn, coalesce(@DueAt, 0), @CreatedAt, @Failures, @Fence, @FirstAnsweredAt)
            """,
        RecordKind.IndicatorScan => "INSERT INTO indicator_scans (kind, value, scan_id, waiting, created_at) VALUES (@Of, @Value, @Scan, @Waiting, @CreatedAt)",
        RecordKind.StaleResult => "INSERT INTO stale_results (scan_id) VALUES (@Scan)",
        RecordKind.Quota => Account,
        RecordKind.Watch => "INSERT INTO watches (id, created_at, first_scan, document) VALUES (@Id, @CreatedAt, @FirstScan, @Document)",
        RecordKind.WatchTarget => "INSERT INTO watch_targets (watch_id, key, revision, document) VALUES (@Watch, @Name, @Revision, @Document)",
        RecordKind.WatchRun => """
            INSERT INTO watch_runs (id, watch_id, planned_at, due_at, fence, failures, scans, counts, ended_at, ending)
            VALUES (@Id, @Watch, @PlannedAt, coalesce(@DueAt, 0), @Fence, @Failures, @Scans, @Counts, @EndedAt, @Ending)
            """,
        RecordKind.SeenDigest => "INSERT INTO seen_digests (repository, digest, first_seen) VALUES (@Repository, @Digest, @FirstSeen)",
        RecordKind.AlertBook => "INSERT INTO alert_books (watch_id, revision, document) VALUES (@Watch, @Revision, @Document)",
        RecordKind.Alert => """
            INSERT INTO alerts (id, watch_id, data, created_at, not_before, revision, relayed, document)
            VALUES (@Id, @Watch, @Database, @CreatedAt, coalesce(@NotBefore, 0), @Revision, @Relayed, @Document)
            """,
        RecordKind.Acceptance => """
            INSERT INTO acceptances (id, repository, ends_at, document, removal) VALUES (@Id, @Repository, coalesce(@EndsAt, 9223372036854775807), @Document, @Removal)
            """,
        RecordKind.AuditedCommand => """
            INSERT INTO audit (at, platform, place, user, command, outcome, error_id, duration_ms, subject, scan, count, writer, number, hash)
            VALUES (@At, @Platform, @Place, @User, @Command, @Outcome, @ErrorId, @DurationMs, @Subject, @Scan, @Count, @Writer, @Number, @Hash)
            """,
        RecordKind.AuditChain => "INSERT INTO audit_chains (writer, number, hash, cut_number, cut_hash) VALUES (@Writer, @Number, @Hash, @CutNumber, @CutHash)",
        RecordKind.SeenRequest => "INSERT INTO seen_requests (source, key, until) VALUES (@Source, @Name, @Until)",
    };
}
