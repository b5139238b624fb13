using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Mongo.Watches;

/// <summary>This store keeps no watches: there are none, and whoever wants one is told so.</summary>
internal sealed class NoWatchStore : IWatchStore
{
    private static EngineException Refused
        => new(new ScanFailure(FailureKind.Unsupported, "watches are not kept in MongoDB yet; next step: set Storage:Kind to Sqlite"));

    public Task PutAsync(Watch watch, CancellationToken cancellationToken) => Task.FromException(Refused);

    public Task<Watch?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult<Watch?>(null);

    public Task<Watch?> FindByFirstScanAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult<Watch?>(null);

    public Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Watch>>([]);

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IReadOnlyList<WatchTarget>> ListTargetsAsync(string watch, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WatchTarget>>([]);

    public Task<bool> SaveTargetAsync(WatchTarget target, CancellationToken cancellationToken) => Task.FromException<bool>(Refused);

    public Task<bool> PlanAsync(string watch, DateTimeOffset planned, CancellationToken cancellationToken) => Task.FromException<bool>(Refused);

    public Task<bool> HasEarlierAsync(WatchRun run, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<LeaseAnswer> KeepAsync(Claim claim, IReadOnlyList<WatchScan> scans, WatchCounts counts, CancellationToken cancellationToken)
        => Task.FromException<LeaseAnswer>(Refused);

    public Task<LeaseAnswer> EndAsync(Claim claim, WatchRunEnd end, CancellationToken cancellationToken) => Task.FromException<LeaseAnswer>(Refused);

    public Task<IReadOnlyList<EndedWatchRun>> ListLastAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<EndedWatchRun>>([]);

    public Task<int> CountOpenAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public Task SeeAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken) => Task.FromException(Refused);

    public Task<DateTimeOffset?> FindFirstSeenAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken)
        => Task.FromException<DateTimeOffset?>(Refused);

    public Task KeepResultAsync(ScanResult result, ScanRequest request, CancellationToken cancellationToken) => Task.FromException(Refused);

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Claimed<WatchRun>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken) => Task.FromResult<Claimed<WatchRun>?>(null);

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken) => Task.FromException<LeaseAnswer>(Refused);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken) => Task.FromException<LeaseAnswer>(Refused);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken) => Task.FromResult(0);
}
