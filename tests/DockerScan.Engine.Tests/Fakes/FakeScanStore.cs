using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>One process's view of a store, in memory. What a store must hold is proved by its contract tests, not here.</summary>
internal sealed class FakeScanStore(TimeProvider time) : IScanStore
{
    private readonly Lock _lock = new();
    private readonly List<ScanJob> _jobs = [];
    private readonly Dictionary<ScanId, string> _targets = [];

    public List<ScanResult> Results { get; } = [];

    public bool LoseLease { get; set; }

    /// <summary>Whether what looks at the queue is told that the store cannot be used.</summary>
    public bool IsAway { get; set; }

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

    public Task<Claimed<ScanJob>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var job = Change(
            job => (wish.Only is null || job.Id.Value == wish.Only) && !(wish.IsForPeople && job.Request.Priority == ScanPriority.Schedule)
                && (job.State == ScanState.Queued || (job.State == ScanState.Running && job.LeaseUntil <= now)),
            job => job with { State = ScanState.Running, LeaseOwner = wish.Owner, LeaseUntil = now + wish.Lease, Attempts = job.Attempts + 1 });
        return Task.FromResult(job is null ? null : new Claimed<ScanJob>(job, new Claim(job.Id.Value, job.Attempts)));
    }

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => Task.FromResult(LoseLease ? LeaseAnswer.Stale : Write(claim, job => job with { LeaseUntil = time.GetUtcNow() + lease }));

    public Task<LeaseAnswer> LookAsync(Claim claim, CancellationToken cancellationToken) => Task.FromResult(Write(claim, job => job));

    public Task<LeaseAnswer> ProgressAsync(Claim claim, IReadOnlyList<StageProgress> stages, CancellationToken cancellationToken)
        => Task.FromResult(Write(claim, job => job with { Progress = stages }));

    public Task<bool> TryTakeTargetAsync(Claim claim, string target, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isHeld = _targets.Any(pair => pair.Value == target && pair.Key.Value != claim.Item
                && _jobs.Exists(job => job.Id == pair.Key && job.State == ScanState.Running && job.LeaseUntil > time.GetUtcNow()));
            if (!isHeld)
            {
                _targets[ScanId.Parse(claim.Item)] = target;
            }

            return Task.FromResult(!isHeld);
        }
    }

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(Change(job => job.State == ScanState.Running && job.LeaseOwner == owner && job.LeaseUntil > now, job => job with { LeaseUntil = now }) is null ? 0 : 1);
    }

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => Task.FromResult(Write(claim, job => job with { State = ScanState.Queued, LeaseOwner = null, Attempts = job.Attempts - (isFailure ? 0 : 1), Failures = job.Failures + (isFailure ? 1 : 0) }));

    public Task<LeaseAnswer> FinishAsync(ScanResult result, Claim claim, CancellationToken cancellationToken)
    {
        var answer = Write(claim, job => job with { State = ScanState.Finished, ResultId = result.Id });
        if (answer != LeaseAnswer.Stale)
        {
            Results.Add(result);
        }

        return Task.FromResult(answer);
    }

    public List<ScanId> Dead { get; } = [];

    public Task<LeaseAnswer> BuryAsync(ScanResult result, Claim claim, CancellationToken cancellationToken)
    {
        Dead.Add(result.Id);
        return FinishAsync(result, claim, cancellationToken);
    }

    public Task<ScanResult?> FindDeadAsync(ScanRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var dead = _jobs.FindLast(job => job.Request.JoinKey == request.JoinKey && Dead.Contains(job.Id));
            return Task.FromResult(dead is null ? null : Results.Find(result => result.Id == dead.Id && result.FinishedAt > notBefore));
        }
    }

    public Task<IReadOnlyList<DeadLetter>> ListDeadAsync(int count, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, "it is away"));
        }

        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DeadLetter>>([.. _jobs.Where(job => Dead.Contains(job.Id)).Take(count).Select(job => new DeadLetter(job.Id, job.Request, job.CreatedAt))]);
        }
    }

    public Task<DateTimeOffset?> FindOldestQueuedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_jobs.Where(job => job.State == ScanState.Queued).Select(job => (DateTimeOffset?)job.CreatedAt).Min());
        }
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

    public Task<LeaseAnswer> FinishWithAsync(ScanId result, Claim claim, CancellationToken cancellationToken)
        => Task.FromResult(Write(claim, job => job with { State = ScanState.Finished, ResultId = result }));

    public Task<CancelAnswer> CancelAsync(ScanId id, CancellationToken cancellationToken)
        => Task.FromResult(Change(
            job => job.Id == id && job.State is ScanState.Queued or ScanState.Running,
            job => job with { State = job.State == ScanState.Queued ? ScanState.Cancelled : job.State, IsStopWanted = true })?.State switch
        {
            null => CancelAnswer.Unknown,
            ScanState.Cancelled => CancelAnswer.Cancelled,
            _ => CancelAnswer.Asked,
        });

    public Task<LeaseAnswer> StopAsync(Claim claim, CancellationToken cancellationToken)
        => Task.FromResult(Write(claim, job => job with { State = ScanState.Cancelled }));

    public Task<ScanJob?> FindJobAsync(ScanId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = _jobs.Find(job => job.Id == id);
            return Task.FromResult(found is { State: ScanState.Queued } ? found with { Position = _jobs.TakeWhile(job => job.Id != id).Count(job => job.State == ScanState.Queued) } : found);
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

    public Task<ScanResult?> FindByFindingAsync(string key, CancellationToken cancellationToken)
        => Task.FromResult(Results.FindLast(result => result.Findings.Any(finding => finding.Key == key)));

    public Task<ScanResult?> FindLatestAsync(string reference, CancellationToken cancellationToken)
        => Task.FromResult(Results.FindLast(result => result.Reference.ToString() == reference));

    public Task<ScanResult?> FindLatestHadAsync(string reference, CancellationToken cancellationToken)
        => Task.FromResult(Results.FindLast(result => result.Reference.ToString() == reference && result.Failure is null));

    public Task<IReadOnlyCollection<ScanId>> ListRunningAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return Task.FromResult<IReadOnlyCollection<ScanId>>([.. _jobs.Where(job => job.State == ScanState.Running && job.LeaseUntil > now).Select(job => job.Id)]);
        }
    }

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(new QueueDepth(_jobs.Count(job => job.State == ScanState.Queued), _jobs.Count(job => job.State == ScanState.Running)));
        }
    }

    private LeaseAnswer Write(Claim claim, Func<ScanJob, ScanJob> change)
        => Change(job => job.Id.Value == claim.Item && job.State == ScanState.Running && job.Attempts == claim.Fence, change) switch
        {
            null => LeaseAnswer.Stale,
            { IsStopWanted: true } => LeaseAnswer.StopWanted,
            _ => LeaseAnswer.Held,
        };

    private ScanJob? Change(Predicate<ScanJob> which, Func<ScanJob, ScanJob> change)
    {
        lock (_lock)
        {
            var index = _jobs.FindIndex(which);
            return index < 0 ? null : _jobs[index] = change(_jobs[index]);
        }
    }
}
