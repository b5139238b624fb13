using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stores;
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
    protected override async Task AddAsync(int number)
    {
        await (await CreateScansAsync()).KeepResultAsync(Result(Id(number)), Request(FormattableString.Invariant($"redis:{number}")), Token);
        var cards = await CreateCardsAsync();
        var card = new KeptCard(FormattableString.Invariant($"card{number:D6}"), Id(number), Platform, "C1", null, Joined: false, ReportLanguage.English);
        var kept = await cards.KeepAsync(card, "who asked", Lasting, Token);
        await cards.ReleaseAsync(kept, TimeSpan.Zero, isFailure: false, Token);
        await cards.WantAsync(Id(number), 0, Token);
    }

    protected override int NumberOf(DueCard item) => int.Parse(item.Card.Id.AsSpan("card".Length), CultureInfo.InvariantCulture);

    protected override int FailuresOf(DueCard item) => item.Failures;

    private static ICardStore Cards(ILeased<DueCard> items) => (ICardStore)items;
}
