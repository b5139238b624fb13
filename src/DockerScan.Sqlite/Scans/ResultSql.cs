namespace DockerScan.Sqlite.Scans;

/// <summary>The results' statements.</summary>
internal static class ResultSql
{
    public const string Insert = """
        INSERT INTO results (scan_id, reference, platform, verdict, complete, reuse_key, finished_at, finding_count, revision, document)
        VALUES (@ScanId, @Reference, @Platform, @Verdict, @Complete, @ReuseKey, @FinishedAt, @FindingCount, @Revision, @Document)
        """;

    // Over what an earlier claim of the scan wrote, or an earlier try of this one: it was never named, because the scan still runs.
    public const string Write = """
        INSERT INTO results (scan_id, reference, platform, verdict, complete, reuse_key, finished_at, finding_count, revision, document, attempt)
        SELECT @ScanId, @Reference, @Platform, @Verdict, @Complete, @ReuseKey, @FinishedAt, @FindingCount, @Revision, @Document, @Attempt
        WHERE EXISTS (SELECT 1 FROM scans WHERE id = @ScanId AND fence = @Attempt AND state = 'running')
        ON CONFLICT (scan_id) DO UPDATE SET
          reference = excluded.reference, platform = excluded.platform, verdict = excluded.verdict, complete = excluded.complete, reuse_key = excluded.reuse_key,
          finished_at = excluded.finished_at, finding_count = excluded.finding_count, revision = excluded.revision, document = excluded.document,
          attempt = excluded.attempt
        """;

    /// <summary>What no scan names and no claim that holds can still name; and how many were written since those that are named were last told from it.</summary>
    public const string CountWritten = $"SELECT count(*) FILTER (WHERE {Lost}) AS Lost, count(*) AS Written FROM results WHERE attempt > 0";

    public const string Sweep = $"""
        DELETE FROM findings WHERE scan_id IN (SELECT scan_id FROM results WHERE attempt > 0 AND {Lost});
        DELETE FROM results WHERE attempt > 0 AND {Lost};
        UPDATE results SET attempt = 0 WHERE attempt > 0 AND {Named};
        """;

    // Only over the revision just before: two that amend at once must not lose each other's answers.
    public const string Amend = $"""
        UPDATE results SET verdict = @Verdict, complete = @Complete, finding_count = @FindingCount, revision = @Revision, document = @Document
        WHERE scan_id = @ScanId AND revision = @Revision - 1 AND {Named}
        """;

    public const string DeleteFindings = "DELETE FROM findings WHERE scan_id = @ScanId";

    public const string InsertFinding = """
        INSERT INTO findings (scan_id, ordinal, key, check_id, risk, severity, state, document)
        VALUES (@ScanId, @Ordinal, @Key, @CheckId, @Risk, @Severity, @State, @Document)
        """;

    public const string FindFor = $"""
        SELECT {ResultRow.Columns} FROM results WHERE scan_id = (SELECT result_id FROM scans WHERE id = @id)
        """;

    public const string FindReusable = $"""
        SELECT {ResultRow.Columns} FROM results
        WHERE complete = 1 AND reuse_key IS NOT NULL AND reuse_key = @reuseKey AND finished_at > @notBefore AND {Named}
        ORDER BY finished_at DESC, seq DESC LIMIT 1
        """;

    public const string FindLatest = $"""
        SELECT {ResultRow.Columns} FROM results
        WHERE reference = @reference AND (@platform IS NULL OR platform = @platform) AND (@mustBeHad = 0 OR json_extract(document, '$.failure') IS NULL) AND {Named}
        ORDER BY finished_at DESC, seq DESC LIMIT 1
        """;

    public const string Findings = "SELECT document FROM findings WHERE scan_id = @ScanId ORDER BY ordinal";

    private const string Named = "EXISTS (SELECT 1 FROM scans WHERE scans.id = results.scan_id AND scans.result_id = results.scan_id)";

    private const string Lost = $"NOT {Named} AND NOT EXISTS (SELECT 1 FROM scans WHERE scans.id = results.scan_id AND scans.state = 'running' AND scans.fence = results.attempt)";
}
