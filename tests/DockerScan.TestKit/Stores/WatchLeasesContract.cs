using System.Globalization;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.TestKit.Stores;

/// <summary>Runs of watches as work.</summary>
public abstract class WatchLeasesContract : LeasedContract<WatchRun>
{
    protected override IReadOnlyList<(string Name, Func<ILeased<WatchRun>, Claimed<WatchRun>, Task<LeaseAnswer>> Write)> Writes =>
        [("keep", (items, claimed) => ((IWatchStore)items).KeepAsync(claimed.Claim, [WatchSamples.Scan()], new WatchCounts(), Token))];

    protected override IReadOnlyList<(string Name, Func<ILeased<WatchRun>, Claimed<WatchRun>, Task<LeaseAnswer>> Write)> Ends =>
        [("end", (items, claimed) => ((IWatchStore)items).EndAsync(claimed.Claim, new WatchRunEnd(WatchRunOutcome.Ended, new WatchCounts()), Token))];

    /// <summary>An initialised store on the test's data.</summary>
    protected abstract Task<IWatchStore> CreateWatchesAsync();

    protected override async Task<ILeased<WatchRun>> CreateAsync() => await CreateWatchesAsync();

    protected override async Task AddAsync(int number)
        => await (await CreateWatchesAsync()).PlanAsync(FormattableString.Invariant($"watch{number:D6}"), ScanSamples.Start, Token);

    protected override int NumberOf(WatchRun item) => int.Parse(item.WatchId.AsSpan("watch".Length), CultureInfo.InvariantCulture);

    protected override int FailuresOf(WatchRun item) => item.Failures;
}
