using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>One process's view of a store, in memory. What a store must hold is proved by its contract tests, not here.</summary>
internal sealed class FakeScanStore : IScanStore
{
    private readonly Lock _lock = new();
    private readonly List<ScanJob> _jobs = [];
    private readonly Dictionary<ScanId, string> _targets = [];

    public List<ScanResult> Results { get; } = [];

    public bool LoseLease { get; set; }

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<EnqueuedScan> EnqueueAsync(ScanId id, ScanRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var flying = _jobs.Find(job => job.Request.JoinKey == request.JoinKey && job.State is ScanState.Queued or ScanState.Running);
            if (flying is not null)
            {
                return Task.FromResult(new EnqueuedScan(flying, true, 0));
            }

            var job = new ScanJob { Id = id, Request = request, State = ScanState.Queued, CreatedAt = now };
            _jobs.Add(job);
            return Task.FromResult(new EnqueuedScan(job, false, _jobs.Count(other => other.State == ScanState.Queued) - 1));
        }
    }

    public Task<ScanJob?> ClaimAsync(string worker, TimeSpan lease, DateTimeOffset now, ScanId? only, CancellationToken cancellationToken)
        => Task.FromResult(Change(
            job => (only is null || job.Id == only) && (job.State == ScanState.Queued || (job.State == ScanState.Running && job.LeaseUntil <= now)),
            job => job with { State = ScanState.Running, LeaseOwner = worker, LeaseUntil = now + lease, Attempts = job.Attempts + 1 }));

    public Task<bool> RenewAsync(ScanId id, string worker, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult(!LoseLease && Change(job => Owns(job, id, worker), job => job with { LeaseUntil = now + lease }) is not null);

    public Task<bool> TryTakeTargetAsync(ScanId id, string target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isHeld = _targets.Any(pair => pair.Value == target && pair.Key != id
                && _jobs.Exists(job => job.Id == pair.Key && job.State == ScanState.Running && job.LeaseUntil > now));
            if (!isHeld)
            {
                _targets[id] = target;
            }

            return Task.FromResult(!isHeld);
        }
    }

    public Task<int> EndLeasesAsync(string worker, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult(Change(job => job.State == ScanState.Running && job.LeaseOwner == worker && job.LeaseUntil > now, job => job with { LeaseUntil = now }) is null ? 0 : 1);

    public Task ReleaseAsync(ScanId id, string worker, CancellationToken cancellationToken)
    {
        Change(job => Owns(job, id, worker), job => job with { State = ScanState.Queued, LeaseOwner = null, Attempts = job.Attempts - 1 });
        return Task.CompletedTask;
    }

    public Task<bool> FinishAsync(ScanResult result, string worker, CancellationToken cancellationToken)
    {
        var isOwn = Change(job => Owns(job, result.Id, worker), job => job with { State = ScanState.Finished, ResultId = result.Id }) is not null;
        if (isOwn)
        {
            Results.Add(result);
        }

        return Task.FromResult(isOwn);
    }

    public Task<bool> AmendAsync(ScanResult result, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var index = Results.FindIndex(each => each.Id == result.Id && each.Revision == result.Revision - 1);
            if (index >= 0)
            {
                Results[index] = result;
            }

            return Task.FromResult(index >= 0);
        }
    }

    public Task<bool> FinishWithAsync(ScanId id, ScanId result, string worker, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult(Change(job => Owns(job, id, worker), job => job with { State = ScanState.Finished, ResultId = result }) is not null);

    public Task CancelAsync(ScanId id, string? worker, CancellationToken cancellationToken)
    {
        Change(job => job.Id == id && (job.State == ScanState.Queued || job.LeaseOwner == worker), job => job with { State = ScanState.Cancelled });
        return Task.CompletedTask;
    }

    public Task<ScanJob?> FindJobAsync(ScanId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_jobs.Find(job => job.Id == id));
        }
    }

    public async Task<ScanResult?> FindResultAsync(ScanId id, CancellationToken cancellationToken)
        => await FindJobAsync(id, cancellationToken) is { ResultId: { } result } ? Results.Find(each => each.Id == result) : null;

    public Task<ScanResult?> FindReusableAsync(string reuseKey, DateTimeOffset notBefore, CancellationToken cancellationToken)
        => Task.FromResult(Results.Find(result => result.Complete && result.ReuseKey == reuseKey && result.FinishedAt >= notBefore));

    public Task<IReadOnlyList<ScanId>> FindIdsAsync(string prefix, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ScanId>>(
                [.. _jobs.Where(job => job.ResultId is not null && job.Id.Value.StartsWith(prefix, StringComparison.Ordinal)).Select(job => job.Id).OrderBy(id => id.Value, StringComparer.Ordinal).Take(count)]);
        }
    }

    public Task<ScanResult?> FindLatestAsync(string reference, CancellationToken cancellationToken)
        => Task.FromResult(Results.FindLast(result => result.Reference.ToString() == reference));

    public Task<IReadOnlyList<ScanJob>> ListAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ScanJob>>([.. _jobs]);
        }
    }

    public Task<IReadOnlyCollection<ScanId>> ListRunningAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyCollection<ScanId>>([.. _jobs.Where(job => job.State == ScanState.Running && job.LeaseUntil > now).Select(job => job.Id)]);
        }
    }

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => Task.FromResult(new QueueDepth(0, 0));

    private static bool Owns(ScanJob job, ScanId id, string worker) => job.Id == id && job.State == ScanState.Running && job.LeaseOwner == worker;

    private ScanJob? Change(Predicate<ScanJob> which, Func<ScanJob, ScanJob> change)
    {
        lock (_lock)
        {
            var index = _jobs.FindIndex(which);
            return index < 0 ? null : _jobs[index] = change(_jobs[index]);
        }
    }
}
