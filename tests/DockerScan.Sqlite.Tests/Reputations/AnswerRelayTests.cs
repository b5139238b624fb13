using Dapper;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Reputations;
using DockerScan.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Tests.Reputations;

/// <summary>A process dies between the end of a look-up, which holds the answer, and bringing it to where it is looked for.</summary>
public sealed class AnswerRelayTests : IDisposable
{
    private static readonly ClaimWish Wish = new("worker", TimeSpan.FromMinutes(10));
    private static readonly Indicator Bad = new(IndicatorKind.Domain, "bad.site.net");
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_LeftBehind_IsBroughtByWhoeverLooksForWhatBecameStale(bool askAgain)
    {
        var lookups = await LeaveBehindAsync(askAgain);
        Assert.Null(await lookups.ClaimAsync(Wish, Token));

        Assert.Equal(ScanSamples.Id(1), (await lookups.FindStaleAsync(0, Token))?.Scan);

        Assert.Equal(Reputation.Malicious, Assert.Single(await lookups.FindAsync([Bad], Token)).Report.Reputation);
        // Brought once: what was settled does not come again.
        await lookups.SettleAsync((await lookups.FindStaleAsync(0, Token))!, Token);
        Assert.Null(await lookups.FindStaleAsync(0, Token));
    }

    [Fact]
    public async Task Answer_LeftBehindAndAskedAnew_IsALookupAgain()
    {
        var lookups = await LeaveBehindAsync(askAgain: false);

        await lookups.EnqueueAsync(ScanSamples.Id(2), [new WantedLookup(Bad, 50, MustAsk: true)], isInteractive: true, "slack:T1/U1", ScanSamples.Start, Token);

        Assert.Equal(Bad, (await lookups.ClaimAsync(Wish, Token))?.Item.Indicator);
        Assert.Equal(Reputation.Malicious, Assert.Single(await lookups.FindAsync([Bad], Token)).Report.Reputation);
    }

    private async Task<SqliteReputationStore> LeaveBehindAsync(bool askAgain)
    {
        var scans = await _store.CreateAsync(Token);
        await scans.KeepResultAsync(ScanSamples.Result(ScanSamples.Id(1)), ScanSamples.Request(), Token);
        var lookups = new SqliteReputationStore(_store.Database());
        await lookups.EnqueueAsync(ScanSamples.Id(1), [new WantedLookup(Bad, 50, MustAsk: true)], isInteractive: true, "slack:T1/U1", ScanSamples.Start, Token);
        var claimed = await lookups.ClaimAsync(Wish, Token);
        // The second step fails, as it does where the process dies.
        Execute("CREATE TRIGGER dies BEFORE INSERT ON reputations BEGIN SELECT raise(ABORT, 'died'); END");
        await Assert.ThrowsAnyAsync<Exception>(
            () => lookups.AnswerAsync(claimed!.Claim, Bad, ScanSamples.Report(Reputation.Malicious), askAgain ? ScanSamples.Start.AddYears(90) : null, ScanSamples.Start, Token));
        Execute("DROP TRIGGER dies");
        return lookups;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        connection.Execute(sql);
    }
}
