namespace DockerScan.Sqlite.Scans;

/// <summary>The results' statements.</summary>
internal static class ResultSql
{
    public const string Insert = """
        INSERT INTO results (scan_id, reference, platform, verdict, complete, reuse_key, finished_at, finding_count, revision, document)
        VALUES (@ScanId, @Reference, @Platform, @Verdict, @Complete, @ReuseKey, @FinishedAt, @FindingCount, @Revision, @Document)
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

    public const string FindByFinding = $"""
        SELECT {ResultRow.Columns} FROM results WHERE scan_id = (
          SELECT results.scan_id FROM findings JOIN results ON results.scan_id = findings.scan_id WHERE findings.key = @key
          ORDER BY results.finished_at DESC, results.seq DESC LIMIT 1)
        """;

    public const string FindDead = $"""
        SELECT {ResultRow.Columns} FROM results
        WHERE finished_at > @notBefore AND scan_id = (SELECT id FROM scans INDEXED BY scans_dead WHERE join_key = @joinKey AND {QueueSql.Dead})
        """;

    public const string Findings = "SELECT document FROM findings WHERE scan_id = @ScanId ORDER BY ordinal";

    /// <summary>Of a result that its scan names: no other is found.</summary>
    public const string Named = "EXISTS (SELECT 1 FROM scans WHERE scans.id = results.scan_id AND scans.result_id = results.scan_id)";
}
