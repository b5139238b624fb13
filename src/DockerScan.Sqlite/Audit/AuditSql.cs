namespace DockerScan.Sqlite.Audit;

/// <summary>The statements of the record of commands.</summary>
internal static class AuditSql
{
    public const string Append = """
        INSERT INTO audit (at, platform, place, user, command, outcome, error_id, duration_ms, subject, scan, count, writer, number, hash)
        VALUES (@at, @platform, @place, @user, @command, @outcome, @error, @duration, @subject, @scan, @count, @writer, @number, @hash)
        """;

    public const string List = $"SELECT {Columns} FROM audit WHERE at >= @since ORDER BY seq DESC LIMIT @limit";

    public const string Chain = "SELECT writer AS Writer, number AS Number, hash AS Hash, cut_number AS CutNumber, cut_hash AS CutHash FROM audit_chains";

    public const string NotNoted = "SELECT DISTINCT writer FROM audit WHERE writer IS NOT NULL AND writer NOT IN (SELECT writer FROM audit_chains)";

    public const string Head = $"{Chain} WHERE writer = @writer";

    public const string SetHead = """
        INSERT INTO audit_chains (writer, number, hash) VALUES (@writer, @number, @hash)
        ON CONFLICT (writer) DO UPDATE SET number = excluded.number, hash = excluded.hash
        """;

    public const string Read = $"SELECT {Columns}, number AS Number, hash AS Hash FROM audit WHERE writer = @writer AND number > @after ORDER BY number LIMIT @count";

    public const string Last = $"SELECT {Columns}, number AS Number, hash AS Hash FROM audit WHERE writer = @writer ORDER BY number DESC LIMIT 1";

    public const string CountUnchained = "SELECT count(*) FROM audit WHERE writer IS NULL";

    // Of each chain only what comes before all that is kept, so that what is left is one piece; the last that goes is its anchor.
    public const string Cut = """
        WITH cut (writer, number) AS (
          SELECT writer, coalesce((
            SELECT min(kept.number) FROM audit kept
            WHERE kept.writer = audit_chains.writer AND kept.at >= @before AND kept.seq > (SELECT max(seq) FROM audit) - @rows), number + 1) - 1
          FROM audit_chains)
        UPDATE audit_chains SET cut_number = cut.number, cut_hash = audit.hash
        FROM cut JOIN audit ON audit.writer = cut.writer AND audit.number = cut.number
        WHERE audit_chains.writer = cut.writer AND audit_chains.cut_number < cut.number
        """;

    public const string Prune = """
        DELETE FROM audit WHERE writer IS NOT NULL AND number <= (SELECT cut_number FROM audit_chains WHERE audit_chains.writer = audit.writer);
        DELETE FROM audit WHERE (writer IS NULL OR writer NOT IN (SELECT writer FROM audit_chains)) AND (at < @before OR seq <= (SELECT max(seq) FROM audit) - @rows);
        """;

    private const string Columns = """
        at AS At, platform AS Platform, place AS Place, user AS User, command AS Command, outcome AS Outcome, error_id AS ErrorId,
          duration_ms AS DurationMs, subject AS Subject, scan AS Scan, count AS Count
        """;
}
