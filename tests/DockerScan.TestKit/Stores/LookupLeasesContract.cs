using System.Globalization;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>Look-ups as work.</summary>
public abstract class LookupLeasesContract : TurnsContract<PendingLookup>
{
    protected override IReadOnlyList<(string Name, Func<ILeased<PendingLookup>, Claimed<PendingLookup>, Task<LeaseAnswer>> Write)> Ends =>
    [
        ("answer", (items, claimed) => Lookups(items).AnswerAsync(claimed.Claim, claimed.Item.Indicator, Report(), null, Start, Token)),
        ("answer and ask again", (items, claimed) => Lookups(items).AnswerAsync(claimed.Claim, claimed.Item.Indicator, Report(), Start.AddYears(90), Start, Token)),
    ];

    /// <summary>An initialised store on the test's data.</summary>
    protected abstract Task<IReputationStore> CreateLookupsAsync();

    protected override async Task<ILeased<PendingLookup>> CreateAsync() => await CreateLookupsAsync();

    protected override async Task AddAsync(int number, string asker, bool isSchedule)
        => await (await CreateLookupsAsync()).EnqueueAsync(
            Id(number),
            [new WantedLookup(new Indicator(IndicatorKind.Domain, FormattableString.Invariant($"{number}.site.net")), 50, MustAsk: true)],
            !isSchedule,
            (Request() with { RequestedBy = asker }).Asker,
            Start.AddSeconds(number),
            Token);

    protected override int NumberOf(PendingLookup item) => int.Parse(item.Indicator.Value.Split('.')[0], CultureInfo.InvariantCulture);

    protected override int FailuresOf(PendingLookup item) => item.Failures;

    [Fact]
    public async Task ClaimAsync_SomethingTellsMore_ComesFirstWhoeverAsked()
    {
        await AddAsync(1);
        await AddAsync(2);
        var telling = new Indicator(IndicatorKind.Domain, "3.site.net");
        await (await CreateLookupsAsync()).EnqueueAsync(Id(3), [new WantedLookup(telling, 90, MustAsk: true)], isInteractive: true, "slack:T1/U1", Start, Token);

        Assert.Equal([3, 1, 2], await OrderAsync());
    }

    private static IReputationStore Lookups(ILeased<PendingLookup> items) => (IReputationStore)items;
}
