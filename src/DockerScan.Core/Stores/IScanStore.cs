using DockerScan.Core.Scans;

namespace DockerScan.Core.Stores;

/// <summary>Scans, kept. The queue is the store. Safe to use from several processes.</summary>
public interface IScanStore
{
    /// <summary>Makes or migrates the schema. Refuses a schema that is newer than this program.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Queues a request, or joins the scan with the same <see cref="ScanRequest.JoinKey"/> that is queued or running.</summary>
    Task<EnqueuedScan> EnqueueAsync(ScanId id, ScanRequest request, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Claims, in one atomic step, the oldest scan that is queued or whose lease is over; with <paramref name="only"/> just that one. Null when there is none.</summary>
    Task<ScanJob?> ClaimAsync(string worker, TimeSpan lease, DateTimeOffset now, ScanId? only, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease; false when it was lost.</summary>
    Task<bool> RenewAsync(ScanId id, string worker, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the right to scan a target (content, platform, options); false while another running scan with a live lease
    /// has it. It is held until the scan ends or its lease is over.
    /// </summary>
    Task<bool> TryTakeTargetAsync(ScanId id, string target, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends the leases of a worker that is known to be dead, so that its scans can be claimed again at once; returns how many.</summary>
    Task<int> EndLeasesAsync(string worker, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a claimed scan back to the queue, its attempt not counted.</summary>
    Task ReleaseAsync(ScanId id, string worker, CancellationToken cancellationToken);

    /// <summary>Stores a result and finishes its scan in one transaction; false when the lease was lost, and then nothing is stored.</summary>
    Task<bool> FinishAsync(ScanResult result, string worker, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a newer revision of a stored result in its place, findings included, in one transaction. False, and nothing is changed,
    /// unless the stored one is the revision just before it.
    /// </summary>
    Task<bool> AmendAsync(ScanResult result, CancellationToken cancellationToken);

    /// <summary>Finishes a scan with another scan's result.</summary>
    Task<bool> FinishWithAsync(ScanId id, ScanId result, string worker, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Cancels a scan that is queued, or running under this worker.</summary>
    Task CancelAsync(ScanId id, string? worker, CancellationToken cancellationToken);

    /// <summary>A scan in the queue.</summary>
    Task<ScanJob?> FindJobAsync(ScanId id, CancellationToken cancellationToken);

    /// <summary>The result that answers a scan, another's reused one included.</summary>
    Task<ScanResult?> FindResultAsync(ScanId id, CancellationToken cancellationToken);

    /// <summary>The newest complete result with a reuse key that finished after <paramref name="notBefore"/>.</summary>
    Task<ScanResult?> FindReusableAsync(string reuseKey, DateTimeOffset notBefore, CancellationToken cancellationToken);

    /// <summary>The ids of scans with a result that begin so, in their order; at most <paramref name="count"/>, and never more than 200.</summary>
    Task<IReadOnlyList<ScanId>> FindIdsAsync(string prefix, int count, CancellationToken cancellationToken);

    /// <summary>The newest result of a repository's tag and platform, complete or not.</summary>
    Task<ScanResult?> FindLatestAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The newest scans, newest first; at most 200.</summary>
    Task<IReadOnlyList<ScanJob>> ListAsync(int count, CancellationToken cancellationToken);

    /// <summary>Every scan that runs under a lease that holds.</summary>
    Task<IReadOnlyCollection<ScanId>> ListRunningAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many are queued and running.</summary>
    Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken);
}

/// <summary>How full the queue is.</summary>
/// <param name="Queued">Waiting.</param>
/// <param name="Running">Claimed.</param>
public sealed record QueueDepth(int Queued, int Running);
