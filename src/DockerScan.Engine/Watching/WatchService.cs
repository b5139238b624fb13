using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

/// <summary>Follows the watches in the store and works on their runs, as long as the host runs.</summary>
public sealed class WatchService : BackgroundService
{
    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(1);
    // One place looks soon whether there is something to do; the others need not all ask for it.
    private static readonly TimeSpan LongIdlePause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FollowPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);

    // Longer than any question to a registry may take; a killed worker's run is claimed again after it, or at once where it is known dead.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly IWatchStore _store;
    private readonly WatchPlanner _planner;
    private readonly WatchWork _work;
    private readonly WorkLoop _loop;
    private readonly WorkerPresence _presence;
    private readonly TimeProvider _time;
    private readonly int _places;
    private DateTimeOffset _pruneAt = DateTimeOffset.MinValue;

    internal WatchService(IWatchStore store, WatchPlanner planner, WatchWork work, WorkLoop loop, WorkerPresence presence, IOptions<WatchOptions> options, TimeProvider time)
        => (_store, _planner, _work, _loop, _presence, _time, _places) = (store, planner, work, loop, presence, time, options.Value.Concurrency);

    /// <summary>Works on one run, if there is one to work on.</summary>
    internal Task<bool> RunNextAsync(CancellationToken cancellationToken)
        => _loop.RunNextAsync<WatchRun>(_store, new ClaimWish(_presence.Name, Lease), _work, cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        await Task.WhenAll(Enumerable.Range(0, _places)
            .Select(place => _loop.RunAsync("watches", async token => await RunNextAsync(token) ? TimeSpan.Zero : place == 0 ? IdlePause : LongIdlePause, stoppingToken))
            .Append(_loop.RunAsync("the plan of watches", FollowAsync, stoppingToken)));
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
