using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Stores;

/// <summary>Scans, kept. The queue is the store. Safe to use from several processes.</summary>
public interface IScanStore : ILeased<ScanJob>
{
    /// <summary>Makes or migrates the schema. Refuses a schema that is newer than this program.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Queues a request, or joins the scan with the same <see cref="ScanRequest.JoinKey"/> that is queued or running. A person who joins a
    /// schedule's scan lifts it, and one whose turn comes earlier than that of who asked first brings it forward.
    /// </summary>
    Task<EnqueuedScan> EnqueueAsync(ScanId id, ScanRequest request, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether a claim holds; writes nothing.</summary>
    Task<LeaseAnswer> LookAsync(Claim claim, CancellationToken cancellationToken);

    /// <summary>Keeps how far a claimed scan is, for whoever watches it from wherever.</summary>
    Task<LeaseAnswer> ProgressAsync(Claim claim, IReadOnlyList<StageProgress> stages, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the right to scan a target (content, platform, options); false while another running scan with a live lease
    /// has it, or when the claim is stale. It is held until the scan ends or its lease is over.
    /// </summary>
    Task<bool> TryTakeTargetAsync(Claim claim, string target, CancellationToken cancellationToken);

    /// <summary>Stores a result and finishes its scan: both are seen, or neither. When the claim is stale nothing is stored.</summary>
    Task<LeaseAnswer> FinishAsync(ScanResult result, Claim claim, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a newer revision of a stored result in its place, findings included: all of it is seen, or nothing. False, and nothing is
    /// changed, unless the stored one is the revision just before it: the revision is the number that grows, so one who was frozen
    /// meanwhile and goes on is refused, as a claim that is stale is.
    /// </summary>
    Task<bool> AmendAsync(ScanResult result, CancellationToken cancellationToken);

    /// <summary>Finishes a scan with another scan's result. Where there is no such result nothing is written, and the answer is <see cref="LeaseAnswer.Stale"/>.</summary>
    Task<LeaseAnswer> FinishWithAsync(ScanId result, Claim claim, CancellationToken cancellationToken);

    /// <summary>
    /// Cancels a scan, whoever works on it: at once when nobody does, else its worker is told (<see cref="LeaseAnswer.StopWanted"/>), and
    /// ends it with <see cref="StopAsync"/>.
    /// </summary>
    Task<CancelAnswer> CancelAsync(ScanId id, CancellationToken cancellationToken);

    /// <summary>As <see cref="FinishAsync"/>, for a scan over which workers ended: it is a dead letter from then on.</summary>
    Task<LeaseAnswer> BuryAsync(ScanResult result, Claim claim, CancellationToken cancellationToken);

    /// <summary>
    /// The result of the newest dead letter with the same <see cref="ScanRequest.JoinKey"/> that was given up after <paramref name="notBefore"/>;
    /// null when there is none, or a later scan of the same wish has ended by itself.
    /// </summary>
    Task<ScanResult?> FindDeadAsync(ScanRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken);

    /// <summary>The dead letters that stand, the newest first: one for each wish. At most <paramref name="count"/>, and never more than 200.</summary>
    Task<IReadOnlyList<DeadLetter>> ListDeadAsync(int count, CancellationToken cancellationToken);

    /// <summary>Ends a claimed scan without a result: who asked gave it up.</summary>
    Task<LeaseAnswer> StopAsync(Claim claim, CancellationToken cancellationToken);

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

    /// <summary>The newest result of a repository's tag and platform of which the image could be had, complete or not.</summary>
    Task<ScanResult?> FindLatestHadAsync(string reference, CancellationToken cancellationToken);

    /// <summary>The newest result that has a finding with this key; null when none has.</summary>
    Task<ScanResult?> FindByFindingAsync(string key, CancellationToken cancellationToken);

    /// <summary>Every scan that runs under a lease that holds.</summary>
    Task<IReadOnlyCollection<ScanId>> ListRunningAsync(CancellationToken cancellationToken);

    /// <summary>When the queued scan that has waited longest was asked for; null when none waits.</summary>
    Task<DateTimeOffset?> FindOldestQueuedAsync(CancellationToken cancellationToken);

    /// <summary>How many are queued and running.</summary>
    Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken);
}

/// <summary>How full the queue is.</summary>
/// <param name="Queued">Waiting.</param>
/// <param name="Running">Claimed.</param>
public sealed record QueueDepth(int Queued, int Running);
