namespace DockerScan.Sqlite.Scans;

/// <summary>The statements of results that are written and not yet named.</summary>
internal static class WrittenSql
{
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
        UPDATE results SET attempt = 0 WHERE attempt > 0 AND {ResultSql.Named};
        """;

    private const string Lost = $"NOT {ResultSql.Named} AND NOT EXISTS (SELECT 1 FROM scans WHERE scans.id = results.scan_id AND scans.state = 'running' AND scans.fence = results.attempt)";
}
