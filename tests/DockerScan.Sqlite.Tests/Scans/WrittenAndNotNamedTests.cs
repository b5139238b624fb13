using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Cards;
using DockerScan.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Tests.Scans;

/// <summary>A process dies between writing a result and the statement that names it: nobody finds half of it, the scan goes on, and nothing stays.</summary>
public sealed class WrittenAndNotNamedTests : IDisposable
{
    private const string Key = "reuse";
    private static readonly ScanId Id = ScanSamples.Id(1);
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task WriteResult_NotNamed_IsFoundByNobody()
    {
        await DieInBetweenAsync();
        var cards = new SqliteCardStore(_store.Database());
        await cards.KeepAsync(new KeptCard("card", Id, "slack", "C1", null, Joined: false, ReportLanguage.English), "who asked", TimeSpan.FromMinutes(1), Token);
        var store = _store.Store();

        Assert.Null(await store.FindResultAsync(Id, Token));
        Assert.Null(await store.FindReusableAsync(Key, DateTimeOffset.MinValue, Token));
        Assert.Null(await store.FindLatestAsync("redis:7", Token));
        Assert.Empty(await store.FindIdsAsync("scan", 10, Token));
        Assert.False(await store.AmendAsync(Result("redis:7") with { Revision = 1 }, Token));
        Assert.Equal(0, await cards.RepairAsync(Token));
        await store.EnqueueAsync(ScanSamples.Id(2), ScanSamples.Request("redis:8"), ScanSamples.Start, Token);
        Assert.Equal(LeaseAnswer.Stale, await store.FinishWithAsync(Id, (await store.ClaimAsync(ScanSamples.Id(2), Token)).Claim, Token));
        Assert.Equal(ScanState.Running, (await store.FindJobAsync(Id, Token))?.State);
    }

    [Fact]
    public async Task WriteResult_NotNamed_ScanIsDoneAgainAndItsNewResultHolds()
    {
        await DieInBetweenAsync();
        var store = _store.Store();
        await store.InitializeAsync(Token);
        await store.EndLeasesAsync("dead", Token);

        var again = await store.ClaimAsync(Id, Token);
        var result = ScanSamples.Full(Id, findings: 1) with { ReuseKey = Key };
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(result, again.Claim, Token));

        Assert.Single((await store.FindResultAsync(Id, Token))!.Findings);
        Assert.Equal(Id, (await store.FindReusableAsync(Key, DateTimeOffset.MinValue, Token))?.Id);
    }

    [Fact]
    public async Task WriteResult_FrozenAndAnotherWroteItsOwn_LeavesTheOthersAlone()
    {
        var frozen = await DieInBetweenAsync();
        var store = _store.Store();
        await store.EndLeasesAsync("dead", Token);
        var mine = await store.ClaimAsync(Id, Token);
        Assert.True(await store.WriteResultAsync(Result("redis:7") with { Verdict = Verdict.High }, mine.Claim, Token));

        Assert.False(await store.WriteResultAsync(Result("redis:7"), frozen.Claim, Token));
        Assert.Equal(LeaseAnswer.Stale, await store.FinishAsync(Result("redis:7"), frozen.Claim, Token));
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(Result("redis:7") with { Verdict = Verdict.High }, mine.Claim, Token));

        Assert.Equal(Verdict.High, (await store.FindResultAsync(Id, Token))?.Verdict);
    }

    [Fact]
    public async Task Initialize_ScanCanNameItNoMore_SweepsItAndNothingElse()
    {
        await DieInBetweenAsync();
        var store = _store.Store();
        await store.KeepResultAsync(ScanSamples.Full(ScanSamples.Id(2), findings: 3), ScanSamples.Request("redis:8"), Token);
        await store.EndLeasesAsync("dead", Token);

        await store.InitializeAsync(Token);
        Assert.Equal((2, 5), Rows());
        // Nobody can claim it any more.
        Assert.Equal(CancelAnswer.Cancelled, await store.CancelAsync(Id, Token));
        await store.InitializeAsync(Token);

        Assert.Equal((1, 3), Rows());
        Assert.Equal(3, (await store.FindResultAsync(ScanSamples.Id(2), Token))?.Findings.Count);
    }

    private static ScanResult Result(string reference) => ScanSamples.Result(Id, reference, reuseKey: Key);

    private async Task<Claimed<ScanJob>> DieInBetweenAsync()
    {
        await _store.CreateAsync(Token);
        var store = _store.Store();
        await store.EnqueueAsync(Id, ScanSamples.Request(), ScanSamples.Start, Token);
        var claimed = await store.ClaimAsync(Id, Token, "dead");
        Assert.True(await store.WriteResultAsync(ScanSamples.Full(Id, findings: 2) with { ReuseKey = Key, Revision = 0 }, claimed.Claim, Token));
        return claimed;
    }

    private (int Results, int Findings) Rows()
    {
        using var connection = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        return connection.QuerySingle<(int, int)>("SELECT (SELECT count(*) FROM results), (SELECT count(*) FROM findings)");
    }
}
