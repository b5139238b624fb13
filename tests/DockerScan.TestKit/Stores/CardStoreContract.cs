using DockerScan.Core;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every outbox of cards must hold. A test project derives one class per store; each test gets data of its own.</summary>
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
        await (await CreateAsync()).KeepAsync(Card(), Owner, Lease, Start, Token);

        Assert.Null(await ClaimAsync(Start.AddDays(1)));
    }

    [Fact]
    public async Task ClaimAsync_ScanEndedAndItsOwnerLives_IsLeftToIt()
    {
        await FinishedAsync();

        Assert.Null(await ClaimAsync(Start.AddSeconds(59)));
    }

    [Fact]
    public async Task ClaimAsync_OwnerDied_IsClaimedAsItWasKeptByOneOnly()
    {
        await FinishedAsync();

        Assert.Equal(new DueCard(Card(), -1, null, 0), await ClaimAsync(Start + Lease));
        Assert.Null(await ClaimAsync(Start + Lease));
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public async Task ClaimAsync_AnyLanguage_IsTheOneItWasKeptWith(ReportLanguage language)
    {
        await FinishedAsync(Card() with { Language = language });

        Assert.Equal(language, (await ClaimAsync(Start + Lease))?.Card.Language);
    }

    [Theory]
    [InlineData(CardKind.Verdict)]
    [InlineData(CardKind.Report)]
    public async Task ClaimAsync_AnyKind_IsTheOneItWasKeptWith(CardKind kind)
    {
        await FinishedAsync(Card() with { Kind = kind });

        Assert.Equal(kind, (await ClaimAsync(Start + Lease))?.Card.Kind);
    }

    [Fact]
    public async Task PostedAsync_CardWithoutAnAddress_HasItWhenItIsClaimed()
    {
        await FinishedAsync(Card() with { Address = null });
        var store = await CreateAsync();
        Assert.Equal(Card() with { Address = null }, (await ClaimAsync(Start + Lease))?.Card);
        await store.ReleaseAsync("card", Other, Start + Lease, isFailure: false, Token);

        await store.PostedAsync("card", "C1/17.5", Token);

        Assert.Equal(Card(), (await ClaimAsync(Start + Lease))?.Card);
    }

    [Fact]
    public async Task ClaimAsync_OtherPlatform_IsNotDue()
    {
        await FinishedAsync();

        Assert.Null(await (await CreateAsync()).ClaimAsync("discord", Other, Lease, Start + Lease, Token));
    }

    [Fact]
    public async Task EndLeasesAsync_OwnerIsKnownToBeDead_IsDueAtOnce()
    {
        await FinishedAsync();

        Assert.Equal(1, await (await CreateAsync()).EndLeasesAsync(Owner, Start, Token));
        Assert.NotNull(await ClaimAsync(Start));
    }

    [Fact]
    public async Task RenewAsync_InHand_LeaseIsLonger()
    {
        await FinishedAsync();

        await (await CreateAsync()).RenewAsync(Owner, Lease, Start.AddSeconds(50), Token);

        Assert.Null(await ClaimAsync(Start.AddSeconds(100)));
        Assert.NotNull(await ClaimAsync(Start.AddSeconds(110)));
    }

    [Fact]
    public async Task ShownAsync_TheNewest_IsNotDueUntilTheResultIsAmended()
    {
        await FinishedAsync();
        var store = await CreateAsync();

        await store.ShownAsync("card", 0, Start.AddSeconds(5), Token);
        Assert.Null(await ClaimAsync(Start.AddDays(1)));
        Assert.True(await (await CreateScansAsync()).AmendAsync(Result(Id(1)) with { Revision = 1 }, Token));

        Assert.Equal(new DueCard(Card(), 0, Start.AddSeconds(5), 0), await ClaimAsync(Start.AddDays(1)));
    }

    [Fact]
    public async Task ClaimAsync_ScanWasCancelled_IsDueOnce()
    {
        await EnqueueAsync();
        var store = await CreateAsync();
        await store.KeepAsync(Card(), Owner, Lease, Start, Token);
        await (await CreateScansAsync()).CancelAsync(Id(1), null, Token);

        Assert.NotNull(await ClaimAsync(Start + Lease));
        await store.ShownAsync("card", 0, Start + Lease, Token);

        Assert.Null(await ClaimAsync(Start.AddDays(1)));
    }

    [Fact]
    public async Task ReleaseAsync_NotTaken_IsDueLaterAndCounted()
    {
        await FinishedAsync();
        var store = await CreateAsync();
        await ClaimAsync(Start + Lease);

        await store.ReleaseAsync("card", Other, Start.AddHours(1), isFailure: true, Token);

        Assert.Null(await ClaimAsync(Start.AddMinutes(59)));
        Assert.Equal(1, (await ClaimAsync(Start.AddHours(1)))?.Failures);
    }

    [Fact]
    public async Task ReleaseAsync_NotItsHolder_ChangesNothing()
    {
        await FinishedAsync();

        await (await CreateAsync()).ReleaseAsync("card", Other, Start, isFailure: true, Token);

        Assert.Null(await ClaimAsync(Start));
    }

    [Fact]
    public async Task ClaimAsync_ClockWentBackADay_LeaseOfThatTimeDoesNotHold()
    {
        await FinishedAsync();

        Assert.NotNull(await (await CreateAsync()).ClaimAsync("slack", Other, Lease, Start + Lease, Token));
        await (await CreateAsync()).ReleaseAsync("card", Other, Start.AddDays(-2), isFailure: false, Token);
        await ClaimAsync(Start + Lease);

        Assert.NotNull(await ClaimAsync(Start.AddDays(-1)));
    }

    [Fact]
    public async Task ForgetAsync_And_PruneAsync_LeaveNothingDue()
    {
        await FinishedAsync();
        var store = await CreateAsync();

        await store.PruneAsync(Start.AddDays(59), Token);
        Assert.NotNull(await ClaimAsync(Start.AddDays(1)));
        await store.PruneAsync(Start.AddDays(61), Token);
        Assert.Null(await ClaimAsync(Start.AddDays(62)));
        await store.KeepAsync(Card(), Owner, Lease, Start, Token);
        await store.ForgetAsync("card", Token);

        Assert.Null(await ClaimAsync(Start.AddDays(1)));
    }

    private static KeptCard Card() => new("card", Id(1), "slack", "C1", "C1/17.5", Joined: true, ReportLanguage.Korean);

    private async Task<DueCard?> ClaimAsync(DateTimeOffset now) => await (await CreateAsync()).ClaimAsync("slack", Other, Lease, now, Token);

    private async Task EnqueueAsync() => await (await CreateScansAsync()).EnqueueAsync(Id(1), Request(), Start, Token);

    private async Task FinishedAsync(KeptCard? card = null)
    {
        await EnqueueAsync();
        var scans = await CreateScansAsync();
        await scans.ClaimAsync(Owner, Lease, Start, Id(1), Token);
        Assert.True(await scans.FinishAsync(Result(Id(1)), Owner, Token));
        await (await CreateAsync()).KeepAsync(card ?? Card(), Owner, Lease, Start, Token);
    }
}
