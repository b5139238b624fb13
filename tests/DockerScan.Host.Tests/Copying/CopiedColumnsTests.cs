using DockerScan.Core.Stores;
using Microsoft.Data.Sqlite;

namespace DockerScan.Host.Tests.Copying;

/// <summary>
/// That nothing new is left behind in silence. Who adds a table or a column carries it in the records of <c>Core/Stores/Copying</c> and the
/// mappings of both stores, or decides that a copy does without it, and then writes it down here.
/// </summary>
public sealed class CopiedColumnsTests : IAsyncDisposable
{
    private static readonly string[] Known =
    [
        "acceptances: seq id repository ends_at document removal",
        "alert_books: watch_id revision document",
        "alerts: seq id watch_id data created_at revision relayed document not_before",
        "audit: seq at platform place user command outcome error_id duration_ms subject scan count writer number hash",
        "audit_chains: writer number hash cut_number cut_hash",
        "cards: seq id scan_id platform address joined shown shown_at failures due_at created_at lease_owner lease_until language place kind fence wanted turn",
        "findings: scan_id ordinal key check_id risk severity state document",
        "indicator_scans: kind value scan_id waiting created_at",
        "lookups: seq kind value rank interactive due_at created_at failures lease_owner lease_until fence first_answered_at answer reputation checked_at answered_at ended asker turn",
        "quota_accounts: account rests blocked_until block_reason",
        "quota_uses: seq account at day",
        "reputations: kind value reputation checked_at first_answered_at document",
        "results: seq scan_id reference platform verdict complete reuse_key finished_at finding_count document revision attempt",
        "scans: seq id join_key reference request state created_at attempts lease_owner lease_until target result_id fence priority asker turn due_at stop_wanted progress failures dead",
        "seen_digests: repository digest first_seen",
        "seen_requests: source key until",
        "stale_results: mark scan_id",
        "watch_runs: seq id watch_id planned_at due_at lease_owner lease_until fence failures scans counts ended_at ending",
        "watch_targets: watch_id key revision document",
        "watches: seq id created_at first_scan document",
    ];

    private readonly TwoStores _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Columns_OfTheSchema_AreThoseThatTheCopyWasMadeFor()
    {
        await _stores.Sqlite().GetRequiredService<IScanStore>().InitializeAsync(TestContext.Current.CancellationToken);
        await using var connection = new SqliteConnection($"Data Source={_stores["a.db"]};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT tables.name || ': ' || (SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_table_info(tables.name) ORDER BY cid))
            FROM sqlite_master tables WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
            """;
        List<string> found = [];
        await using (var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            {
                found.Add(rows.GetString(0));
            }
        }

        Assert.Equal(Known, found);
    }
}
