using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every store of answers, look-ups and quota must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract partial class ReputationStoreContract
{
    private const string Worker = "worker-1";
    private const string OtherWorker = "worker-2";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
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

        await (await CreateAsync()).AnswerAsync(Bad, report, null, Start, Token);

        Assert.Equal([new CachedReputation(Bad, report)], await (await CreateAsync()).FindAsync([File, Bad, Address], Token));
    }

    [Fact]
    public async Task AnswerAsync_SameValueOfAnotherKind_IsAnotherIndicator()
    {
        var store = await CreateAsync();
        await store.AnswerAsync(Bad, Report(Reputation.Malicious), null, Start, Token);

        Assert.Empty(await store.FindAsync([Bad with { Kind = IndicatorKind.File }], Token));
    }

    [Fact]
    public async Task ClaimAsync_Several_InteractiveThenRankThenOldest()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(File, 90, true)], isInteractive: false, Start, Token);
        await store.EnqueueAsync(Id(2), [new(Address, 50, true), new(Bad, 60, true)], isInteractive: true, Start.AddSeconds(1), Token);

        List<Indicator?> order = [];
        for (var i = 0; i < 4; i++)
        {
            order.Add((await store.ClaimAsync(Worker, Lease, Start.AddSeconds(2), Token))?.Indicator);
        }

        Assert.Equal([Bad, Address, File, null], order);
    }

    [Fact]
    public async Task EnqueueAsync_WaitsAlready_IsOneLookupWithTheHigherRankAndForPeople()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true), new(File, 50, true)], isInteractive: false, Start, Token);
        await store.EnqueueAsync(Id(2), [new(Bad, 5, true)], isInteractive: true, Start, Token);

        Assert.Equal(new PendingLookup(Bad, true, 0, null), await store.ClaimAsync(Worker, Lease, Start, Token));
        Assert.Equal(File, (await store.ClaimAsync(Worker, Lease, Start, Token))?.Indicator);
        Assert.Null(await store.ClaimAsync(Worker, Lease, Start, Token));
    }

    [Fact]
    public async Task EnqueueAsync_AnsweredAlready_IsNotQueued()
    {
        var store = await CreateAsync();

        await store.EnqueueAsync(Id(1), [new(Bad, 10, MustAsk: false)], isInteractive: true, Start, Token);

        Assert.Null(await store.ClaimAsync(Worker, Lease, Start.AddDays(1), Token));
    }

    [Fact]
    public async Task ClaimAsync_WorkerDies_IsClaimedAgainWhenItsLeaseIsOver()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true)], isInteractive: true, Start, Token);
        await store.ClaimAsync(Worker, Lease, Start, Token);

        Assert.Null(await (await CreateAsync()).ClaimAsync(OtherWorker, Lease, Start.AddSeconds(59), Token));
        Assert.Equal(Bad, (await (await CreateAsync()).ClaimAsync(OtherWorker, Lease, Start + Lease, Token))?.Indicator);
    }

    [Fact]
    public async Task ClaimAsync_ClockWentBackADay_LeaseOfThatTimeDoesNotHold()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true)], isInteractive: true, Start.AddDays(-1), Token);
        await store.ClaimAsync(Worker, Lease, Start, Token);

        Assert.NotNull(await store.ClaimAsync(OtherWorker, Lease, Start.AddDays(-1), Token));
    }

    [Fact]
    public async Task ReleaseAsync_Failed_IsClaimedWhenDueAndCounted()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true)], isInteractive: true, Start, Token);
        await store.ClaimAsync(Worker, Lease, Start, Token);

        await store.ReleaseAsync(Bad, Worker, Start.AddMinutes(5), isFailure: true, Token);

        Assert.Null(await store.ClaimAsync(Worker, Lease, Start.AddMinutes(4), Token));
        Assert.Equal(1, (await store.ClaimAsync(Worker, Lease, Start.AddMinutes(5), Token))?.Failures);
    }

    [Fact]
    public async Task ReleaseAsync_NotItsHolder_ChangesNothing()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true)], isInteractive: true, Start, Token);
        await store.ClaimAsync(Worker, Lease, Start, Token);

        await store.ReleaseAsync(Bad, OtherWorker, Start, isFailure: false, Token);

        Assert.Null(await store.ClaimAsync(OtherWorker, Lease, Start, Token));
    }

    [Fact]
    public async Task AnswerAsync_AskAgain_IsDueThenInSpareQuotaAndKnowsItsFirstAnswer()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(File, 10, true)], isInteractive: true, Start, Token);
        await store.ClaimAsync(Worker, Lease, Start, Token);

        await store.AnswerAsync(File, Report(Reputation.Unknown), Start.AddDays(1), Start, Token);

        Assert.Null(await store.ClaimAsync(Worker, Lease, Start.AddHours(23), Token));
        Assert.Equal(new PendingLookup(File, false, 0, Start), await store.ClaimAsync(Worker, Lease, Start.AddDays(1), Token));
    }

    [Fact]
    public async Task AnswerAsync_ScanWaits_ItsResultIsStaleOnceItIsStored()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true)], isInteractive: true, Start, Token);
        await store.AnswerAsync(Bad, Report(), null, Start, Token);
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
        await store.AnswerAsync(File, Report(before), null, Start, Token);
        await store.EnqueueAsync(Id(1), [new(File, 10, MustAsk: false)], isInteractive: true, Start, Token);
        await FinishAsync(Id(1));

        await store.AnswerAsync(File, Report(after), null, Start.AddDays(1), Token);

        Assert.Equal(isStale, await store.FindStaleAsync(0, Token) is not null);
    }

    [Fact]
    public async Task SettleAsync_AnotherAnswerCameMeanwhile_StaysStale()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 10, true), new(File, 10, true)], isInteractive: true, Start, Token);
        await FinishAsync(Id(1));
        await store.AnswerAsync(Bad, Report(), null, Start, Token);
        var first = await store.FindStaleAsync(0, Token);
        await store.AnswerAsync(File, Report(), null, Start, Token);

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
            await store.EnqueueAsync(id, [new(Bad, 10, true)], isInteractive: true, Start, Token);
            await FinishAsync(id);
        }

        await store.AnswerAsync(Bad, Report(), null, Start, Token);
        var first = await store.FindStaleAsync(0, Token);
        var second = await store.FindStaleAsync(first!.Mark, Token);

        Assert.NotEqual(first.Scan, second!.Scan);
        Assert.Null(await store.FindStaleAsync(second.Mark, Token));
    }

    [Fact]
    public async Task PruneAsync_Old_IsForgottenAndTheRestStays()
    {
        var store = await CreateAsync();
        await store.AnswerAsync(Bad, Report(checkedAt: Start.AddDays(-401)), null, Start.AddDays(-401), Token);
        await store.AnswerAsync(File, Report(), null, Start, Token);
        await store.EnqueueAsync(Id(1), [new(Address, 1, true)], isInteractive: true, Start.AddDays(-61), Token);
        await FinishAsync(Id(1));

        await store.PruneAsync(Start, Token);

        Assert.Equal([File], (await store.FindAsync([Bad, File], Token)).Select(each => each.Indicator));
        Assert.Equal(Address, (await store.ClaimAsync(Worker, Lease, Start, Token))?.Indicator);
        await store.AnswerAsync(Address, Report(), null, Start, Token);
        Assert.Null(await store.FindStaleAsync(0, Token));
    }

    private async Task FinishAsync(ScanId id)
    {
        var scans = await CreateScansAsync();
        await scans.EnqueueAsync(id, Request($"redis:{id}"), Start, Token);
        await scans.ClaimAsync(Worker, Lease, Start, id, Token);
        Assert.True(await scans.FinishAsync(Result(id), Worker, Token));
    }
}
