using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

/// <summary>Works on the runs of watches, as long as the host runs.</summary>
public sealed class WatchService : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    // Longer than any question to a registry may take; a killed worker's run is claimed again after it, or at once where it is known dead.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly IWatchStore _store;
    private readonly WatchWork _work;
    private readonly WorkLoop _loop;
    private readonly WorkerPresence _presence;
    private readonly WorkSignal _signal;
    private readonly int _places;

    internal WatchService(IWatchStore store, WatchWork work, WorkLoop loop, WorkerPresence presence, IOptions<WatchOptions> options, WorkSignal signal)
        => (_store, _work, _loop, _presence, _signal, _places) = (store, work, loop, presence, signal, options.Value.Concurrency);

    /// <summary>Works on one run, if there is one to work on.</summary>
    internal Task<bool> RunNextAsync(CancellationToken cancellationToken)
        => _loop.RunNextAsync<WatchRun>(_store, new ClaimWish(_presence.Name, Lease), _work, cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        var places = new IdlePlaces(_places, new IdlePause(ShortestPause, LongestPause));
        await Task.WhenAll(Enumerable.Range(0, _places)
            .Select(place => _loop.RunAsync("watches", token => places.StepAsync(place, () => RunNextAsync(token)), _signal, stoppingToken)));
    }
}
