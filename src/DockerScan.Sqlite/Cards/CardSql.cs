namespace DockerScan.Sqlite.Cards;

/// <summary>The statements of the outbox of cards.</summary>
internal static class CardSql
{
    public const string Keep = """
        INSERT INTO cards (id, scan_id, platform, place, address, joined, language, kind, due_at, created_at, lease_owner, lease_until)
        VALUES (@id, @scan, @platform, @place, @address, @joined, @language, @kind, @now, @now, @owner, @until)
        """;

    public const string Posted = "UPDATE cards SET address = @address WHERE id = @id";

    public const string Shown = """
        UPDATE cards SET shown = max(shown, @revision), shown_at = @now, failures = 0, due_at = @now, lease_owner = NULL, lease_until = NULL WHERE id = @id
        """;

    // No lease can end later than @farthest: one that seems to was given before the clock went back.
    public const string Claim = """
        UPDATE cards SET lease_owner = @owner, lease_until = @until
        WHERE seq = (
          SELECT cards.seq FROM cards
          JOIN scans ON scans.id = cards.scan_id
          LEFT JOIN results ON results.scan_id = scans.result_id
          WHERE cards.platform = @platform AND cards.due_at <= @now
            AND (cards.lease_until IS NULL OR cards.lease_until <= @now OR cards.lease_until > @farthest)
            AND ((scans.state = 'cancelled' AND cards.shown < 0) OR (scans.state = 'finished' AND cards.shown < results.revision))
          ORDER BY cards.due_at, cards.seq LIMIT 1)
        RETURNING id AS Id, scan_id AS Scan, platform AS Platform, place AS Place, address AS Address, joined AS Joined,
          language AS Language, kind AS Kind, shown AS Shown, shown_at AS ShownAt, failures AS Failures
        """;

    public const string Release = """
        UPDATE cards SET lease_owner = NULL, lease_until = NULL, due_at = @dueAt, failures = failures + @failed WHERE id = @id AND lease_owner = @owner
        """;

    public const string Renew = "UPDATE cards SET lease_until = @until WHERE lease_owner = @owner";

    public const string EndLeases = "UPDATE cards SET lease_owner = NULL, lease_until = NULL, due_at = @now WHERE lease_owner = @owner";

    public const string Forget = "DELETE FROM cards WHERE id = @id";

    public const string Prune = "DELETE FROM cards WHERE created_at < @before";
}
