using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;

namespace DockerScan.Engine.Reputations;

/// <summary>Works on queued look-ups as long as the host runs, and amends the results that wait for them. Does nothing when no service is set up.</summary>
public sealed class LookupService : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);

    private readonly IReputationSource _source;
    private readonly IReputationStore _store;
    private readonly LookupWorker _worker;
    private readonly ResultAmender _amender;
    private readonly WorkLoop _loop;
    private readonly WorkSignal _signal;
    private readonly TimeProvider _time;
    private readonly IdlePause _idle = new(ShortestPause, LongestPause);
    private DateTimeOffset _pruneAt = DateTimeOffset.MinValue;

    internal LookupService(IReputationSource source, IReputationStore store, LookupWorker worker, ResultAmender amender, WorkLoop loop, WorkSignal signal, TimeProvider time)
        => (_source, _store, _worker, _amender, _loop, _signal, _time) = (source, store, worker, amender, loop, signal, time);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        if (_source.Policy is not { } policy)
        {
            return;
        }

        await _loop.RunAsync("look-ups", token => StepAsync(policy, token), _signal, stoppingToken);
    }

    private async Task<TimeSpan> StepAsync(ReputationPolicy policy, CancellationToken cancellationToken)
    {
        await PruneAsync(cancellationToken);
        var step = await _worker.RunNextAsync(policy, cancellationToken);
        if (step.HasAsked)
        {
            _idle.Worked();
            return TimeSpan.Zero;
        }

        // Only when the minute's quota is used up or all is asked: a report is amended once a minute, not with every answer.
        await _amender.RunAsync(policy, cancellationToken);
        return step.RetryAt is { } at ? Clamp(at - _time.GetUtcNow()) : _idle.Next();
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (now >= _pruneAt)
        {
            _pruneAt = now + PruneInterval;
            await _store.PruneAsync(now, cancellationToken);
        }
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestPause ? wait : LongestPause;
}
