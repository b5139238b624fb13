using System.Globalization;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>Scans as work.</summary>
public abstract class ScanLeasesContract : TurnsContract<ScanJob>
{
    protected override IReadOnlyList<(string Name, Func<ILeased<ScanJob>, Claimed<ScanJob>, Task<LeaseAnswer>> Write)> Writes =>
    [
        ("look", (items, claimed) => Scans(items).LookAsync(claimed.Claim, Token)),
        ("progress", (items, claimed) => Scans(items).ProgressAsync(claimed.Claim, [new StageProgress("trivy", null, null, "it runs")], Token)),
        ("target", async (items, claimed) => await Scans(items).TryTakeTargetAsync(claimed.Claim, "target", Token) ? LeaseAnswer.Held : LeaseAnswer.Stale),
    ];

    protected override IReadOnlyList<(string Name, Func<ILeased<ScanJob>, Claimed<ScanJob>, Task<LeaseAnswer>> Write)> Ends =>
    [
        ("finish", (items, claimed) => Scans(items).FinishAsync(Result(claimed.Item.Id), claimed.Claim, Token)),
        ("finish with another's", (items, claimed) => Scans(items).FinishWithAsync(claimed.Item.Id, claimed.Claim, Token)),
        ("stop", (items, claimed) => Scans(items).StopAsync(claimed.Claim, Token)),
    ];

    /// <summary>An initialised store on the test's data.</summary>
    protected abstract Task<IScanStore> CreateScansAsync();

    protected override async Task<ILeased<ScanJob>> CreateAsync() => await CreateScansAsync();

    protected override async Task AddAsync(int number, string asker, bool isSchedule)
        => await (await CreateScansAsync()).EnqueueAsync(
            Id(number),
            Request(FormattableString.Invariant($"redis:{number}")) with { RequestedBy = asker, Priority = isSchedule ? ScanPriority.Schedule : ScanPriority.Person },
            Start.AddSeconds(number),
            Token);

    protected override int NumberOf(ScanJob item) => int.Parse(item.Id.Value.AsSpan("scan".Length), CultureInfo.InvariantCulture);

    // A claim counts as an attempt until it is given back untried.
    protected override int FailuresOf(ScanJob item) => item.Attempts - 1;

    private static IScanStore Scans(ILeased<ScanJob> items) => (IScanStore)items;
}
