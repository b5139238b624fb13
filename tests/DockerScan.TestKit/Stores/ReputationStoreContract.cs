using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every store of answers, look-ups and quota must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract partial class ReputationStoreContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ClaimWish Wish = new("worker", TimeSpan.FromMinutes(1));
    private static readonly Indicator Bad = new(IndicatorKind.Domain, "bad.site.net");
    private static readonly Indicator Address = new(IndicatorKind.Address, "185.71.65.92");
    private static readonly Indicator File = new(IndicatorKind.File, new string('a', 64));

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<IReputationStore> CreateAsync();

    /// <summary>The scans in the same data.</summary>
    protected abstract Task<IScanStore> CreateScansAsync();

    [Fact]
    public async Task FindAsync_NeverAnswered_IsEmpty()
        => Assert.Empty(await (await CreateAsync()).FindAsync([Bad, File], Token));

    [Fact]
    public async Task AnswerAsync_Known_IsFoundByAnotherProcessAsGiven()
    {
        var report = Report(Reputation.Malicious);

        await (await CreateAsync()).AnswerAsync(Bad, report, Start, Token);

        Assert.Equal([new CachedReputation(Bad, report)], await (await CreateAsync()).FindAsync([File, Bad, Address], Token));
    }

    [Fact]
    public async Task AnswerAsync_SameValueOfAnotherKind_IsAnotherIndicator()
    {
        var store = await CreateAsync();
        await store.AnswerAsync(Bad, Report(Reputation.Malicious), Start, Token);

        Assert.Empty(await store.FindAsync([Bad with { Kind = IndicatorKind.File }], Token));
    }

    [Fact]
    public async Task ClaimAsync_Several_InteractiveThenRankThenOldest()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(File, 90, true)], isInteractive: false, "slack:T1/U1", Start, Token);
        await store.EnqueueAsync(Id(2), [new(Address, 50, true), new(Bad, 60, true)], isInteractive: true, "slack:T1/U1", Start.AddSeconds(1), Token);

        List<Indicator?> order = [];
        for (var i = 0; i < 4; i++)
        {
            order.Add((await store.ClaimAsync(Wish, Token))?.Item.Indicator);
        }

        Assert.Equal([Bad, Address, File, null], order);
    }

    [Fact]
    public async Task EnqueueAsync_WaitsAlready_IsOneLookupWithTheHigherRankAndForPeople()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true), new(File, 50, true)], isInteractive: false, "slack:T1/U1", Start, Token);
        await store.EnqueueAsync(Id(2), [new(Bad, 5, true)], isInteractive: true, "slack:T1/U1", Start, Token);

        Assert.Equal(new PendingLookup(Bad, true, 0, null), (await store.ClaimAsync(Wish, Token))?.Item);
        Assert.Equal(File, (await store.ClaimAsync(Wish, Token))?.Item.Indicator);
        Assert.Null(await store.ClaimAsync(Wish, Token));
    }

    [Fact]
    public async Task EnqueueAsync_AnsweredAlready_IsNotQueued()
    {
        var store = await CreateAsync();

        await store.EnqueueAsync(Id(1), [new(Bad, 10, MustAsk: false)], isInteractive: true, "slack:T1/U1", Start, Token);

        Assert.Null(await store.ClaimAsync(Wish, Token));
    }

    [Fact]
    public async Task ClaimAsync_ForPeople_LeavesSpareLookupsAlone()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 90, true)], isInteractive: false, "slack:T1/U1", Start, Token);

        Assert.Null(await store.ClaimAsync(Wish with { IsForPeople = true }, Token));
        Assert.NotNull(await store.ClaimAsync(Wish, Token));
    }

    [Fact]
    public async Task AnswerAsync_AskAgain_IsDueThenInSpareQuotaAndKnowsItsFirstAnswer()
    {
        var store = await CreateAsync();
        var now = TimeProvider.System.GetUtcNow();
        var first = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        await store.AnswerAsync(Bad, Report(Reputation.Unknown), first, Token, askAgainAt: now.AddDays(1));
        await store.AnswerAsync(File, Report(Reputation.Unknown), first, Token, askAgainAt: now.AddMilliseconds(300));

        Assert.Equal(new PendingLookup(File, false, 0, first), (await UntilClaimedAsync(store)).Item);
        Assert.Null(await store.ClaimAsync(Wish, Token));
    }

    [Fact]
    public async Task EnqueueAsync_AnsweredOnceAndAskedAnew_KnowsItsFirstAnswer()
    {
        var store = await CreateAsync();
        await store.AnswerAsync(File, Report(Reputation.Unknown), Start, Token);

        await store.EnqueueAsync(Id(1), [new(File, 10, true)], isInteractive: true, "slack:T1/U1", Start.AddDays(40), Token);

        Assert.Equal(new PendingLookup(File, true, 0, Start), (await store.ClaimAsync(Wish, Token))?.Item);
    }

    [Fact]
    public async Task AnswerAsync_ClaimOfALookupThatEndedAndWasQueuedAnew_KeepsNothing()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true)], isInteractive: true, "slack:T1/U1", Start, Token);
        var frozen = await store.ClaimAsync(Wish with { Owner = "dead" }, Token);
        await store.EndLeasesAsync("dead", Token);
        await store.AnswerAsync(Bad, Report(Reputation.Malicious), Start, Token);
        await store.EnqueueAsync(Id(2), [new(Bad, 10, true)], isInteractive: true, "slack:T1/U1", Start, Token);
        await store.ClaimAsync(Wish, Token);

        Assert.Equal(LeaseAnswer.Stale, await store.AnswerAsync(frozen!.Claim, Bad, Report(), null, Start.AddHours(1), Token));

        Assert.Equal(Reputation.Malicious, Assert.Single(await store.FindAsync([Bad], Token)).Report.Reputation);
    }

    [Fact]
    public async Task AnswerAsync_ScanWaits_ItsResultIsStaleOnceItIsStored()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true)], isInteractive: true, "slack:T1/U1", Start, Token);
        await store.AnswerAsync(Bad, Report(), Start, Token);
        Assert.Null(await store.FindStaleAsync(0, Token));

        await FinishAsync(Id(1));

        Assert.Equal(Id(1), (await (await CreateAsync()).FindStaleAsync(0, Token))?.Scan);
    }

    [Theory]
    [InlineData(Reputation.Unknown, Reputation.Malicious, true)]
    [InlineData(Reputation.Malicious, Reputation.Harmless, true)]
    [InlineData(Reputation.Unknown, Reputation.Unknown, false)]
    public async Task AnswerAsync_ScanHadAnAnswer_ItsResultIsStaleOnlyWhenTheVerdictFlips(Reputation before, Reputation after, bool isStale)
    {
        var store = await CreateAsync();
        await store.AnswerAsync(File, Report(before), Start, Token);
        await store.EnqueueAsync(Id(1), [new(File, 10, MustAsk: false)], isInteractive: true, "slack:T1/U1", Start, Token);
        await FinishAsync(Id(1));

        await store.AnswerAsync(File, Report(after), Start.AddDays(1), Token);

        Assert.Equal(isStale, await store.FindStaleAsync(0, Token) is not null);
    }

    [Fact]
    public async Task SettleAsync_AnotherAnswerCameMeanwhile_StaysStale()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true), new(File, 10, true)], isInteractive: true, "slack:T1/U1", Start, Token);
        await FinishAsync(Id(1));
        await store.AnswerAsync(Bad, Report(), Start, Token);
        var first = await store.FindStaleAsync(0, Token);
        await store.AnswerAsync(File, Report(), Start, Token);

        await store.SettleAsync(first!, Token);
        var second = await store.FindStaleAsync(0, Token);
        await store.SettleAsync(second!, Token);

        Assert.True(second!.Mark > first!.Mark);
        Assert.Null(await store.FindStaleAsync(0, Token));
    }

    [Fact]
    public async Task FindStaleAsync_After_LeavesOutWhatWasSeen()
    {
        var store = await CreateAsync();
        foreach (var id in (ScanId[])[Id(1), Id(2)])
        {
            await store.EnqueueAsync(id, [new(Bad, 10, true)], isInteractive: true, "slack:T1/U1", Start, Token);
            await FinishAsync(id);
        }

        await store.AnswerAsync(Bad, Report(), Start, Token);
        var first = await store.FindStaleAsync(0, Token);
        var second = await store.FindStaleAsync(first!.Mark, Token);

        Assert.NotEqual(first.Scan, second!.Scan);
        Assert.Null(await store.FindStaleAsync(second.Mark, Token));
    }

    [Fact]
    public async Task PruneAsync_Old_IsForgottenAndTheRestStays()
    {
        var store = await CreateAsync();
        await store.AnswerAsync(Bad, Report(checkedAt: Start.AddDays(-401)), Start.AddDays(-401), Token);
        await store.AnswerAsync(File, Report(), Start, Token);
        await store.EnqueueAsync(Id(1), [new(Address, 1, true)], isInteractive: true, "slack:T1/U1", Start.AddDays(-61), Token);
        await FinishAsync(Id(1));

        await store.PruneAsync(Start, Token);

        Assert.Equal([File], (await store.FindAsync([Bad, File], Token)).Select(each => each.Indicator));
        var claimed = await store.ClaimAsync(Wish, Token);
        Assert.Equal(Address, claimed?.Item.Indicator);
        Assert.Equal(LeaseAnswer.Held, await store.AnswerAsync(claimed!.Claim, Address, Report(), null, Start, Token));
        Assert.Null(await store.FindStaleAsync(0, Token));
    }

    private async Task FinishAsync(ScanId id)
    {
        var scans = await CreateScansAsync();
        await scans.KeepResultAsync(Result(id), Request($"redis:{id}"), Token);
    }

    private static async Task<Claimed<PendingLookup>> UntilClaimedAsync(IReputationStore store)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (await store.ClaimAsync(Wish, Token) is { } claimed)
            {
                return claimed;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
