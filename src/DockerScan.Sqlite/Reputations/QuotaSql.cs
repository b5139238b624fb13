namespace DockerScan.Sqlite.Reputations;

/// <summary>The statements of the quota's ledger.</summary>
internal static class QuotaSql
{
    // Requests of a time to come were made before the clock went back. For the minute they count as made just now; for the day
    // they keep theirs, so that going back over midnight gives none back, but never one after tomorrow: that clock was wrong.
    public const string Redate = """
        UPDATE quota_uses SET at = @now WHERE account = @account AND at > @now;
        UPDATE quota_uses SET day = @today + 1 WHERE account = @account AND day > @today + 1;
        UPDATE quota_accounts SET blocked_until = @farthest WHERE account = @account AND blocked_until > @farthest;
        """;

    public const string Block = """
        INSERT INTO quota_accounts (account, rests, blocked_until, block_reason) VALUES (@account, 1, @first, @reason)
        ON CONFLICT (account) DO UPDATE SET
          rests = rests + 1, block_reason = excluded.block_reason, blocked_until = CASE WHEN rests = 0 THEN @first ELSE @again END
        """;

    public const string Unblock = "UPDATE quota_accounts SET rests = 0, blocked_until = NULL, block_reason = NULL WHERE account = @account AND rests > 0";

    public const string FindBlock = "SELECT blocked_until AS Until, block_reason AS Reason FROM quota_accounts WHERE account = @account AND blocked_until > @now";

    public const string CountMinute = "SELECT count(*) FROM quota_uses WHERE account = @account AND at >= @since";

    public const string CountDay = "SELECT count(*) FROM quota_uses WHERE account = @account AND day >= @today";

    /// <summary>The request after whose minute there is room for one more.</summary>
    public const string FindFreeing = "SELECT at FROM quota_uses WHERE account = @account AND at >= @since ORDER BY at DESC, seq DESC LIMIT 1 OFFSET @perMinute - 1";

    public const string Take = "INSERT INTO quota_uses (account, at, day) VALUES (@account, @now, @today)";

    public const string CountWaiting = "SELECT count(*) FROM lookups WHERE interactive = 1 AND ended = 0";
}
