using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.TestKit.Stores;

/// <summary>Watches in memory. It passes the contract that the stores pass.</summary>
/// <param name="time">The store's clock.</param>
public sealed class FakeWatchStore(TimeProvider time) : IWatchStore
{
    private readonly Lock _lock = new();
    private readonly MemoryLeased<WatchRun> _runs = new(time);
    private readonly Dictionary<string, WatchRun> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndedWatchRun> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Watch> _watches = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Watch, string Key), WatchTarget> _targets = [];
    private readonly Dictionary<(string Repository, ImageDigest Digest), DateTimeOffset> _seen = [];

    /// <summary>What was kept without a scan.</summary>
    public IDictionary<ScanId, ScanResult> Results { get; } = new Dictionary<ScanId, ScanResult>();

    public Task PutAsync(Watch watch, CancellationToken cancellationToken) => Do(() => _watches[watch.Id] = watch);

    public Task<Watch?> FindAsync(string id, CancellationToken cancellationToken) => Do(() => _watches.GetValueOrDefault(id));

    public Task<Watch?> FindByFirstScanAsync(ScanId scan, CancellationToken cancellationToken) => Do(() => _watches.Values.LastOrDefault(watch => watch.FirstScan == scan));

    public Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken)
        => Do<IReadOnlyList<Watch>>(() => [.. _watches.Values.OrderBy(watch => watch.CreatedAt)]);

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
        => Do(() =>
        {
            foreach (var key in _targets.Keys.Where(key => key.Watch == id).ToList())
            {
                _targets.Remove(key);
            }

            foreach (var run in _open.Values.Where(run => run.WatchId == id).ToList())
            {
                _open.Remove(run.Id);
            }

            return _watches.Remove(id);
        });

    public Task<IReadOnlyList<WatchTarget>> ListTargetsAsync(string watch, CancellationToken cancellationToken)
        => Do<IReadOnlyList<WatchTarget>>(() => [.. _targets.Values.Where(target => target.WatchId == watch).OrderBy(target => target.Key, StringComparer.Ordinal)]);

    public Task<bool> SaveTargetAsync(WatchTarget target, CancellationToken cancellationToken)
        => Do(() =>
        {
            var key = (target.WatchId, target.Key);
            if ((_targets.GetValueOrDefault(key)?.Revision ?? 0) != target.Revision)
            {
                return false;
            }

            _targets[key] = target with { Revision = target.Revision + 1 };
            return true;
        });

    public Task<bool> PlanAsync(string watch, DateTimeOffset planned, CancellationToken cancellationToken)
        => Do(() =>
        {
            var run = new WatchRun { WatchId = watch, Planned = planned };
            if (_ended.ContainsKey(run.Id) || !_open.TryAdd(run.Id, run))
            {
                return false;
            }

            _runs.Add(run.Id, run);
            return true;
        });

    public Task<bool> HasEarlierAsync(WatchRun run, CancellationToken cancellationToken)
        => Do(() => _open.Values.Any(other => other.WatchId == run.WatchId && other.Planned < run.Planned));

    public Task<LeaseAnswer> KeepAsync(Claim claim, IReadOnlyList<WatchScan> scans, WatchCounts counts, CancellationToken cancellationToken)
        => _runs.ChangeAsync(claim, run => run with { Scans = scans, Counts = counts });

    public Task<int> WakeAsync(ScanId scan, CancellationToken cancellationToken)
        => Task.FromResult(_runs.Wake(run => run.Scans is { } scans && scans.Any(each => each.Scan == scan)));

    public async Task<LeaseAnswer> EndAsync(Claim claim, WatchRunEnd end, CancellationToken cancellationToken)
    {
        var answer = await _runs.EndAsync(claim);
        if (answer != LeaseAnswer.Stale)
        {
            await Do(() =>
            {
                if (_open.Remove(claim.Item, out var run))
                {
                    _ended[claim.Item] = new EndedWatchRun(run.WatchId, run.Planned, time.GetUtcNow(), end);
                }

                return true;
            });
        }

        return answer;
    }

    public Task<IReadOnlyList<EndedWatchRun>> ListLastAsync(CancellationToken cancellationToken)
        => Do<IReadOnlyList<EndedWatchRun>>(() => [.. _ended.Values.GroupBy(run => run.WatchId, StringComparer.Ordinal).Select(same => same.MaxBy(run => run.Planned)!)]);

    public Task<int> CountOpenAsync(CancellationToken cancellationToken) => Do(() => _open.Count);

    public Task SeeAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken)
        => Do(() => digests.Count(digest => _seen.TryAdd((repository, digest), time.GetUtcNow())));

    public Task<DateTimeOffset?> FindFirstSeenAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken)
        => Do(() => digests.Select(digest => _seen.TryGetValue((repository, digest), out var at) ? at : (DateTimeOffset?)null).Min());

    public Task KeepResultAsync(ScanResult result, ScanRequest request, CancellationToken cancellationToken) => Do(() => Results.TryAdd(result.Id, result));

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => Do(() =>
        {
            foreach (var (id, run) in _ended.ToList().Where(pair => pair.Value.EndedAt < now.AddDays(-30)
                && _ended.Values.Any(later => later.WatchId == pair.Value.WatchId && later.Planned > pair.Value.Planned)))
            {
                _ended.Remove(id);
            }

            foreach (var key in _targets.Keys.Where(key => !_watches.ContainsKey(key.Watch)).ToList())
            {
                _targets.Remove(key);
            }

            return true;
        });

    public async Task<Claimed<WatchRun>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
    {
        while (await _runs.ClaimAsync(wish, cancellationToken) is { } claimed)
        {
            if (await Do(() => _open.ContainsKey(claimed.Claim.Item)))
            {
                return claimed with { Item = claimed.Item with { Failures = _runs.FailuresOf(claimed.Claim.Item) } };
            }

            // Of a watch that was removed.
            await _runs.EndAsync(claimed.Claim);
        }

        return null;
    }

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken) => _runs.RenewAsync(claim, lease, cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => _runs.ReleaseAsync(claim, after, isFailure, cancellationToken);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken) => _runs.EndLeasesAsync(owner, cancellationToken);

    private Task<T> Do<T>(Func<T> work)
    {
        lock (_lock)
        {
            return Task.FromResult(work());
        }
    }
}
