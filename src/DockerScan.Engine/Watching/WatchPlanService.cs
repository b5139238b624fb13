using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;

namespace DockerScan.Engine.Watching;

/// <summary>Follows the watches in the store, so that this process's plan is theirs, as long as the host runs.</summary>
public sealed class WatchPlanService : BackgroundService
{
    private static readonly TimeSpan FollowPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);

    private readonly IWatchStore _store;
    private readonly WatchPlanner _planner;
    private readonly WorkLoop _loop;
    private readonly TimeProvider _time;
    private DateTimeOffset _pruneAt = DateTimeOffset.MinValue;

    internal WatchPlanService(IWatchStore store, WatchPlanner planner, WorkLoop loop, TimeProvider time)
        => (_store, _planner, _loop, _time) = (store, planner, loop, time);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        await _loop.RunAsync("the plan of watches", FollowAsync, stoppingToken);
    }

    private async Task<TimeSpan> FollowAsync(CancellationToken cancellationToken)
    {
        await _planner.FollowAsync(cancellationToken);
        var now = _time.GetUtcNow();
        if (now >= _pruneAt)
        {
            _pruneAt = now + PruneInterval;
            await _store.PruneAsync(now, cancellationToken);
        }

        return FollowPause;
    }
}
