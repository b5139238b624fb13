using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>Deliveries of cards as work.</summary>
public abstract class CardLeasesContract : LeasedContract<DueCard>
{
    private const string Platform = "slack";

    protected override IReadOnlyList<(string Name, Func<ILeased<DueCard>, Claimed<DueCard>, Task<LeaseAnswer>> Write)> Writes =>
        [("posted", (items, claimed) => Cards(items).PostedAsync(claimed.Claim, "C1/17.5", Token))];

    protected override IReadOnlyList<(string Name, Func<ILeased<DueCard>, Claimed<DueCard>, Task<LeaseAnswer>> Write)> Ends =>
    [
        ("shown", (items, claimed) => Cards(items).ShownAsync(claimed.Claim, 0, Token)),
        ("forgotten", (items, claimed) => Cards(items).ForgetAsync(claimed.Claim, Token)),
    ];

    /// <summary>An initialised store on the test's data.</summary>
    protected abstract Task<ICardStore> CreateCardsAsync();

    /// <summary>The scans in the same data.</summary>
    protected abstract Task<IScanStore> CreateScansAsync();

    protected override async Task<ILeased<DueCard>> CreateAsync() => await CreateCardsAsync();

    protected override ClaimWish Wish(string owner, TimeSpan lease) => base.Wish(owner, lease) with { Lane = Platform };

    // Kept and left by who posted it, and its scan has ended.
    protected override Task AddAsync(int number) => AddAsync(number, "C1");

    private async Task AddAsync(int number, string place)
    {
        await (await CreateScansAsync()).KeepResultAsync(Result(Id(number)), Request(FormattableString.Invariant($"redis:{number}")), Token);
        var cards = await CreateCardsAsync();
        var card = new KeptCard(FormattableString.Invariant($"card{number:D6}"), Id(number), Platform, place, null, Joined: false, ReportLanguage.English);
        var kept = await cards.KeepAsync(card, "who asked", Lasting, Token);
        await cards.ReleaseAsync(kept, TimeSpan.Zero, isFailure: false, Token);
        await cards.WantAsync(Id(number), 0, Token);
    }

    [Fact]
    public async Task ClaimAsync_OnePlaceIsOwedMany_PlacesGoRound()
    {
        for (var number = 1; number <= 4; number++)
        {
            await AddAsync(number, "C1");
        }

        await AddAsync(5, "C2");
        await AddAsync(6, "C2");
        await AddAsync(7, "C3");

        Assert.Equal([1, 5, 7, 2, 6, 3, 4], await OrderAsync());
    }

    [Fact]
    public async Task ClaimAsync_CardsThatShowAnOlderVerdict_ComeBehindTheOneThatShowsNone()
    {
        await AddAsync(1);
        await AddAsync(2, "C2");
        foreach (var claimed in new[] { await ClaimedAsync(Owner, Lasting), await ClaimedAsync(Owner, Lasting) })
        {
            Assert.Equal(LeaseAnswer.Held, await (await CreateCardsAsync()).ShownAsync(claimed.Claim, 0, Token));
        }

        // What was amended is owed again, and before the third was asked for.
        await (await CreateCardsAsync()).WantAsync(Id(1), 1, Token);
        await (await CreateCardsAsync()).WantAsync(Id(2), 1, Token);
        await AddAsync(3);

        Assert.Equal([3, 1, 2], await OrderAsync());
    }

    [Fact]
    public async Task ClaimAsync_ManyOfOnePlaceAreAmendedAtOnce_AnothersIsSecond()
    {
        for (var number = 1; number <= 5; number++)
        {
            await AddAsync(number, number == 5 ? "C2" : "C1");
            Assert.Equal(LeaseAnswer.Held, await (await CreateCardsAsync()).ShownAsync((await ClaimedAsync(Owner, Lasting)).Claim, 0, Token));
        }

        for (var number = 1; number <= 5; number++)
        {
            await (await CreateCardsAsync()).WantAsync(Id(number), 1, Token);
        }

        Assert.Equal([1, 5, 2, 3, 4], await OrderAsync());
    }

    private async Task<IReadOnlyList<int>> OrderAsync()
    {
        List<int> order = [];
        while (await ClaimAsync() is { } claimed)
        {
            order.Add(NumberOf(claimed.Item));
        }

        return order;
    }

    protected override int NumberOf(DueCard item) => int.Parse(item.Card.Id.AsSpan("card".Length), CultureInfo.InvariantCulture);

    protected override int FailuresOf(DueCard item) => item.Failures;

    private static ICardStore Cards(ILeased<DueCard> items) => (ICardStore)items;
}
