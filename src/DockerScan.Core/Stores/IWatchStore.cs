using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Stores;

/// <summary>
/// Watches, what they know, their runs as work, and since when each digest is known. Safe to use from several processes; each step writes
/// one document, so that a store without transactions keeps it. Every call throws <see cref="EngineException"/> where the store cannot be used.
/// </summary>
public interface IWatchStore : ILeased<WatchRun>
{
    /// <summary>The most watches that a store gives out at once.</summary>
    const int MaxWatches = 10_000;

    /// <summary>Keeps a watch, in place of the one with the same id.</summary>
    Task PutAsync(Watch watch, CancellationToken cancellationToken);

    /// <summary>A watch; null when there is none.</summary>
    Task<Watch?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The watch, the newest, that was made with this scan as its first; null when there is none.</summary>
    Task<Watch?> FindByFirstScanAsync(ScanId scan, CancellationToken cancellationToken);

    /// <summary>All watches, the oldest first; at most <see cref="MaxWatches"/>.</summary>
    Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a watch, and after it what it knew and its runs; false when there was none. What a dying process leaves of them <see cref="PruneAsync"/> removes.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>What a watch knows, by tag and platform.</summary>
    Task<IReadOnlyList<WatchTarget>> ListTargetsAsync(string watch, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what is known of a tag as the next revision. False, and nothing is written, unless the stored one is of the revision that
    /// <paramref name="target"/> has (0: there is none): somebody else wrote in between.
    /// </summary>
    Task<bool> SaveTargetAsync(WatchTarget target, CancellationToken cancellationToken);

    /// <summary>Writes down that a watch is to run; false when it was written down for that time before, whoever did and whether it has ended or not.</summary>
    Task<bool> PlanAsync(string watch, DateTimeOffset planned, CancellationToken cancellationToken);

    /// <summary>Whether an earlier run of the same watch has not ended.</summary>
    Task<bool> HasEarlierAsync(WatchRun run, CancellationToken cancellationToken);

    /// <summary>Keeps what a run waits for, and what it did so far.</summary>
    Task<LeaseAnswer> KeepAsync(Claim claim, IReadOnlyList<WatchScan> scans, WatchCounts counts, CancellationToken cancellationToken);

    /// <summary>A scan has ended: runs that wait for it are due now, how many there were. One that somebody has in hand is not: whoever has it looks by itself.</summary>
    Task<int> WakeAsync(ScanId scan, CancellationToken cancellationToken);

    /// <summary>Ends a run.</summary>
    Task<LeaseAnswer> EndAsync(Claim claim, WatchRunEnd end, CancellationToken cancellationToken);

    /// <summary>The last run of each watch that has ended.</summary>
    Task<IReadOnlyList<EndedWatchRun>> ListLastAsync(CancellationToken cancellationToken);

    /// <summary>How many runs have not ended.</summary>
    Task<int> CountOpenAsync(CancellationToken cancellationToken);

    /// <summary>Remembers when each of these digests of a repository was first seen, by the store's clock; one that is known stays.</summary>
    Task SeeAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken);

    /// <summary>When one of these digests of a repository was first seen, the earliest; null when none was.</summary>
    Task<DateTimeOffset?> FindFirstSeenAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken);

    /// <summary>Keeps a result that was made without a scan in the queue, with a finished scan that names it. A second time nothing happens.</summary>
    Task KeepResultAsync(ScanResult result, ScanRequest request, CancellationToken cancellationToken);

    /// <summary>Forgets runs that ended more than 30 days ago, the last of each watch excepted, and what is left of watches that are gone.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
