using DockerScan.Core;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>
/// What every outbox of cards must hold, beyond what all work must (<see cref="CardLeasesContract"/>). A test project derives one class per
/// store; each test gets data of its own.
/// </summary>
public abstract class CardStoreContract
{
    private const string Owner = "worker-1";
    private const string Other = "worker-2";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<ICardStore> CreateAsync();

    /// <summary>The scans in the same data.</summary>
    protected abstract Task<IScanStore> CreateScansAsync();

    [Fact]
    public async Task ClaimAsync_ScanWorks_IsNotDue()
    {
        await EnqueueAsync();
        await KeepAndLeaveAsync();

        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task ClaimAsync_ScanEndedAndItsOwnerLives_IsLeftToIt()
    {
        await FinishedAsync();

        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task ClaimAsync_OwnerDied_IsClaimedAsItWasKeptByOneOnly()
    {
        await FinishedAsync(isOwnerDead: true);

        Assert.Equal(new DueCard(Card(), -1, null, 0), (await ClaimAsync())?.Item);
        Assert.Null(await ClaimAsync());
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public async Task ClaimAsync_AnyLanguage_IsTheOneItWasKeptWith(ReportLanguage language)
    {
        await FinishedAsync(Card() with { Language = language }, isOwnerDead: true);

        Assert.Equal(language, (await ClaimAsync())?.Item.Card.Language);
    }

    [Theory]
    [InlineData(CardKind.Verdict)]
    [InlineData(CardKind.Report)]
    [InlineData(CardKind.Alert)]
    public async Task ClaimAsync_AnyKind_IsTheOneItWasKeptWith(CardKind kind)
    {
        await FinishedAsync(Card() with { Kind = kind }, isOwnerDead: true);

        Assert.Equal(kind, (await ClaimAsync())?.Item.Card.Kind);
    }

    [Fact]
    public async Task ClaimAsync_Report_IsOwedThoughNobodySaidSo()
    {
        await (await CreateScansAsync()).KeepResultAsync(Result(Id(1)), Request(), Token);

        await KeepAndLeaveAsync(Card() with { Kind = CardKind.Report });

        Assert.NotNull(await ClaimAsync());
    }

    [Fact]
    public async Task KeepAsync_AlertTwice_IsOneCardThatIsDueAtOnceAndAgainWhenItChanges()
    {
        var alert = Card() with { Kind = CardKind.Alert, Address = null };
        await KeepAndLeaveAsync(alert);
        await KeepAndLeaveAsync(alert);

        var claimed = await ClaimAsync();
        Assert.Equal(alert, claimed?.Item.Card);
        Assert.Null(await ClaimAsync());
        var store = await CreateAsync();
        await KeepAndLeaveAsync(alert);
        Assert.Equal(LeaseAnswer.Held, await store.PostedAsync(claimed!.Claim, "C1/17.5", Token));
        await store.ShownAsync(claimed.Claim, 0, Token);
        await KeepAndLeaveAsync(alert);
        Assert.Null(await ClaimAsync());
        Assert.Equal(("C1/17.5", 0), ((await store.FindAsync(alert.Id, Token))?.Card.Address, (await store.FindAsync(alert.Id, Token))?.Shown));

        await store.WantAsync(alert.Scan, 1, Token);

        var again = (await ClaimAsync())?.Item;
        Assert.Equal((0, "C1/17.5"), (again?.Shown, again?.Card.Address));
        Assert.Null(await store.FindAsync("none", Token));
    }

    [Fact]
    public async Task PostedAsync_CardWithoutAnAddress_HasItWhenItIsClaimed()
    {
        await FinishedAsync(Card() with { Address = null }, isOwnerDead: true);
        var store = await CreateAsync();
        var claimed = await ClaimAsync();
        Assert.Equal(Card() with { Address = null }, claimed?.Item.Card);

        await store.PostedAsync(claimed!.Claim, "C1/17.5", Token);
        await store.ReleaseAsync(claimed.Claim, TimeSpan.Zero, isFailure: false, Token);

        Assert.Equal(Card(), (await ClaimAsync())?.Item.Card);
    }

    [Fact]
    public async Task ClaimAsync_OtherPlatform_IsNotDue()
    {
        await FinishedAsync(isOwnerDead: true);

        Assert.Null(await ClaimAsync("discord"));
    }

    [Fact]
    public async Task RenewAllAsync_InHand_IsProlongedAndAnothersIsNot()
    {
        var kept = await FinishedAsync();
        var store = await CreateAsync();

        await store.RenewAllAsync(Other, Lease, Token);
        await store.RenewAllAsync(Owner, TimeSpan.Zero, Token);

        // A lease of no time is over: so it was this one that was changed.
        Assert.NotNull(await ClaimAsync());
        Assert.Equal(LeaseAnswer.Stale, await store.ShownAsync(kept, 0, Token));
    }

    [Fact]
    public async Task ShownAsync_TheNewest_IsNotDueUntilItShouldShowMore()
    {
        var kept = await FinishedAsync();
        var store = await CreateAsync();

        Assert.Equal(LeaseAnswer.Held, await store.ShownAsync(kept, 0, Token));
        Assert.Null(await ClaimAsync());
        await (await CreateAsync()).WantAsync(Id(1), 1, Token);

        var due = (await ClaimAsync())?.Item;
        Assert.Equal((Card(), 0, 0), (due?.Card, due?.Shown, due?.Failures));
        Assert.NotNull(due?.ShownAt);
    }

    [Fact]
    public async Task ShownAsync_AnOlderRevisionThanWanted_IsDueAtOnce()
    {
        var kept = await FinishedAsync();
        var store = await CreateAsync();
        await store.WantAsync(Id(1), 2, Token);

        await store.ShownAsync(kept, 1, Token);

        Assert.Equal(1, (await ClaimAsync())?.Item.Shown);
    }

    [Fact]
    public async Task WantAsync_AnOlderRevision_TakesNothingBack()
    {
        var kept = await FinishedAsync();
        var store = await CreateAsync();
        await store.WantAsync(Id(1), 2, Token);
        await store.WantAsync(Id(1), 1, Token);
        await store.ShownAsync(kept, 1, Token);

        Assert.NotNull(await ClaimAsync());
    }

    [Fact]
    public async Task WantAsync_ResultAnswersAnotherScanToo_ItsCardIsDue()
    {
        var scans = await CreateScansAsync();
        await scans.KeepResultAsync(Result(Id(1)), Request(), Token);
        await scans.EnqueueAsync(Id(2), Request("redis:8"), Start, Token);
        await scans.FinishWithAsync(Id(1), (await scans.ClaimAsync(Id(2), Token)).Claim, Token);
        await KeepAndLeaveAsync(Card() with { Scan = Id(2) });

        await (await CreateAsync()).WantAsync(Id(1), 1, Token);

        Assert.Equal(Id(2), (await ClaimAsync())?.Item.Card.Scan);
    }

    [Fact]
    public async Task RepairAsync_NobodySaidThatTheScanEnded_IsFoundOnce()
    {
        await EnqueueAsync();
        await KeepAndLeaveAsync();
        var scans = await CreateScansAsync();
        await scans.FinishAsync(Result(Id(1)), (await scans.ClaimAsync(Id(1), Token)).Claim, Token);
        Assert.Null(await ClaimAsync());

        Assert.Equal(1, await (await CreateAsync()).RepairAsync(Token));

        Assert.NotNull(await ClaimAsync());
        Assert.Equal(0, await (await CreateAsync()).RepairAsync(Token));
    }

    [Fact]
    public async Task RepairAsync_NobodySaidThatTheResultWasAmended_IsFound()
    {
        var kept = await FinishedAsync();
        await (await CreateAsync()).ShownAsync(kept, 0, Token);
        Assert.True(await (await CreateScansAsync()).AmendAsync(Result(Id(1)) with { Revision = 1 }, Token));

        Assert.Equal(1, await (await CreateAsync()).RepairAsync(Token));

        Assert.NotNull(await ClaimAsync());
    }

    [Fact]
    public async Task RepairAsync_ScanWasCancelled_CardIsDueOnce()
    {
        await EnqueueAsync();
        await KeepAndLeaveAsync();
        await (await CreateScansAsync()).CancelAsync(Id(1), Token);
        await (await CreateAsync()).RepairAsync(Token);

        var claimed = await ClaimAsync();
        Assert.NotNull(claimed);
        await (await CreateAsync()).ShownAsync(claimed.Claim, 0, Token);

        await (await CreateAsync()).RepairAsync(Token);
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task RepairAsync_ScanWorks_ChangesNothing()
    {
        await EnqueueAsync();
        await KeepAndLeaveAsync();

        Assert.Equal(0, await (await CreateAsync()).RepairAsync(Token));

        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task PruneAsync_OlderThanTwoMonths_IsForgotten()
    {
        await FinishedAsync(isOwnerDead: true);
        var (store, now) = (await CreateAsync(), TimeProvider.System.GetUtcNow());

        await store.PruneAsync(now.AddDays(59), Token);
        var claimed = await ClaimAsync();
        Assert.NotNull(claimed);
        await store.ReleaseAsync(claimed.Claim, TimeSpan.Zero, isFailure: false, Token);
        await store.PruneAsync(now.AddDays(61), Token);

        Assert.Null(await ClaimAsync());
    }

    private static KeptCard Card() => new("card", Id(1), "slack", "C1", "C1/17.5", Joined: true, ReportLanguage.Korean);

    private async Task<Claimed<DueCard>?> ClaimAsync(string platform = "slack")
        => await (await CreateAsync()).ClaimAsync(new ClaimWish(Other, Lease) { Lane = platform }, Token);

    private async Task EnqueueAsync() => await (await CreateScansAsync()).EnqueueAsync(Id(1), Request(), Start, Token);

    private async Task KeepAndLeaveAsync(KeptCard? card = null)
    {
        var store = await CreateAsync();
        await store.ReleaseAsync(await store.KeepAsync(card ?? Card(), Owner, Lease, Token), TimeSpan.Zero, isFailure: false, Token);
    }

    private async Task<Claim> FinishedAsync(KeptCard? card = null, bool isOwnerDead = false)
    {
        await (await CreateScansAsync()).KeepResultAsync(Result(Id(1)), Request(), Token);
        var store = await CreateAsync();
        var kept = await store.KeepAsync(card ?? Card(), Owner, Lease, Token);
        await store.WantAsync(Id(1), 0, Token);
        await (isOwnerDead ? store.EndLeasesAsync(Owner, Token) : Task.CompletedTask);
        return kept;
    }
}
