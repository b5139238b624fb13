namespace DockerScan.Sqlite.Cards;

/// <summary>The statements of the outbox of cards; <c>store_ms()</c> is the store's clock.</summary>
internal static class CardSql
{
    // A report is of a scan that has ended, and an alert of a run: they are owed at once. A verdict is owed when its scan has ended, be it before.
    public const string Keep = """
        INSERT INTO cards (id, scan_id, platform, place, address, joined, language, kind, due_at, created_at, lease_owner, lease_until, fence, wanted, turn)
        VALUES (@id, @scan, @platform, @place, @address, @joined, @language, @kind, store_ms(), store_ms(), @owner, store_ms() + @lease, 1, max(@wanted, coalesce((
          SELECT CASE scans.state WHEN 'cancelled' THEN 0 WHEN 'finished' THEN results.revision END
          FROM scans LEFT JOIN results ON results.scan_id = scans.result_id WHERE scans.id = @scan), -1)), max(
          coalesce((SELECT min(turn) FROM cards WHERE wanted > shown AND platform = @platform AND shown < 0), 0),
          coalesce((SELECT max(turn) + 1 FROM cards WHERE wanted > shown AND platform = @platform AND shown < 0 AND place = @place), 0)))
        ON CONFLICT (id) DO NOTHING
        """;

    public const string Find = """
        SELECT id AS Id, scan_id AS Scan, platform AS Platform, place AS Place, address AS Address, joined AS Joined,
          language AS Language, kind AS Kind, shown AS Shown, shown_at AS ShownAt, failures AS Failures, fence AS Fence FROM cards WHERE id = @id
        """;

    public const string Posted = $"UPDATE cards SET address = @address {Held}";

    public const string Shown = $"""
        UPDATE cards SET shown = max(shown, @revision), shown_at = store_ms(), failures = 0, due_at = store_ms(), lease_owner = NULL, lease_until = NULL {Held}
        """;

    // Who sees no verdict yet comes before who sees an older one; then places go round, so that what one is owed holds up no other. No lease can end later than that: one that seems to was given before the clock went back.
    public const string Claim = """
        UPDATE cards SET lease_owner = @owner, lease_until = store_ms() + @lease, fence = fence + 1
        WHERE seq = (
          SELECT seq FROM cards
          WHERE wanted > shown AND platform = @lane AND (id = @only OR (@only IS NULL AND due_at <= store_ms()))
            AND (lease_until IS NULL OR lease_until <= store_ms() OR lease_until > store_ms() + 2 * @lease)
          ORDER BY shown < 0 DESC, turn, due_at, seq LIMIT 1)
        RETURNING id AS Id, scan_id AS Scan, platform AS Platform, place AS Place, address AS Address, joined AS Joined,
          language AS Language, kind AS Kind, shown AS Shown, shown_at AS ShownAt, failures AS Failures, fence AS Fence
        """;

    public const string Release = $"""
        UPDATE cards SET lease_owner = NULL, lease_until = NULL, due_at = store_ms() + @after, failures = failures + @failed {Held}
        """;

    public const string Renew = $"UPDATE cards SET lease_until = store_ms() + @lease {Held}";

    public const string RenewAll = "UPDATE cards SET lease_until = store_ms() + @lease WHERE lease_owner = @owner";

    public const string EndLeases = "UPDATE cards SET lease_owner = NULL, lease_until = NULL, due_at = store_ms() WHERE lease_owner = @owner";

    public const string Forget = $"DELETE FROM cards {Held}";

    public const string Want = $"""
        UPDATE cards SET turn = {Turn}, wanted = @revision
        WHERE wanted < @revision AND scan_id IN (SELECT id FROM scans WHERE result_id = @scan UNION ALL SELECT @scan)
        """;

    public const string Repair = $"""
        UPDATE cards SET turn = {Turn}, wanted = (
          SELECT CASE scans.state WHEN 'cancelled' THEN 0 ELSE results.revision END
          FROM scans LEFT JOIN results ON results.scan_id = scans.result_id WHERE scans.id = cards.scan_id)
        WHERE EXISTS (
          SELECT 1 FROM scans LEFT JOIN results ON results.scan_id = scans.result_id
          WHERE scans.id = cards.scan_id AND ((scans.state = 'cancelled' AND cards.wanted < 0) OR (scans.state = 'finished' AND cards.wanted < results.revision)))
        """;

    public const string Prune = "DELETE FROM cards WHERE created_at < @before";

    // As many as the place is owed after the one that is next; a card that is owed already keeps its own.
    private const string Turn = """
        CASE WHEN wanted > shown THEN turn ELSE max(
          coalesce((SELECT min(turn) FROM cards next WHERE next.wanted > next.shown AND next.platform = cards.platform AND (next.shown < 0) = (cards.shown < 0)), 0),
          coalesce((SELECT max(turn) + 1 FROM cards mine
            WHERE mine.wanted > mine.shown AND mine.platform = cards.platform AND mine.place = cards.place AND (mine.shown < 0) = (cards.shown < 0)), 0)) END
        """;

    private const string Held = "WHERE id = @item AND fence = @fence AND lease_owner IS NOT NULL";
}
