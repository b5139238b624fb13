namespace DockerScan.Sqlite.Alerts;

/// <summary>The statements of alerts; <c>store_ms()</c> is the store's clock.</summary>
internal static class AlertSql
{
    public const string ReadBook = "SELECT document FROM alert_books WHERE watch_id = @watch";

    public const string AddBook = "INSERT INTO alert_books (watch_id, revision, document) VALUES (@watch, 1, @document) ON CONFLICT (watch_id) DO NOTHING";

    public const string SaveBook = "UPDATE alert_books SET revision = revision + 1, document = @document WHERE watch_id = @watch AND revision = @revision";

    public const string Put = """
        INSERT INTO alerts (id, watch_id, data, created_at, revision, document, not_before) VALUES (@id, @watch, @data, store_ms(), @revision, @document, @notBefore)
        ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, document = excluded.document WHERE excluded.revision > alerts.revision
        """;

    public const string Find = "SELECT document FROM alerts WHERE id = @id";

    public const string ListOwed = """
        SELECT document AS Document, relayed AS Relayed FROM alerts
        WHERE relayed < revision AND not_before <= store_ms() AND (data = '' OR watch_id = '' OR relayed >= 0 OR created_at <= store_ms() - @gather OR created_at > store_ms() + @gather) ORDER BY seq LIMIT @most
        """;

    public const string Relayed = "UPDATE alerts SET relayed = @revision WHERE id = @id AND relayed < @revision";

    public const string ListByDatabase = "SELECT document FROM alerts WHERE data = @data AND watch_id <> '' ORDER BY seq";

    public const string ListHeld = "SELECT document FROM alerts WHERE not_before = @notBefore AND not_before > 0 AND watch_id <> '' ORDER BY seq";

    // A book holds its keys as JSON strings of hex digits.
    public const string FindBooks = "SELECT document FROM alert_books WHERE instr(document, @text) > 0 ORDER BY watch_id LIMIT 50";

    public const string FindFirst = """
        SELECT results.scan_id FROM findings JOIN results ON results.scan_id = findings.scan_id WHERE findings.key = @key ORDER BY results.finished_at, results.seq LIMIT 1
        """;

    public const string Prune = "DELETE FROM alerts WHERE created_at < @before";

    public const string PruneBooks = "DELETE FROM alert_books WHERE watch_id NOT IN (SELECT id FROM watches)";
}
