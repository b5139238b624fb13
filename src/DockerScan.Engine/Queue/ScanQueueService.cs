using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Queue;

/// <summary>Works on the queue as long as the host runs. From two places on, one takes only what a person waits for.</summary>
public sealed class ScanQueueService(IScanWorker worker, WorkLoop loop, IOptions<ScanningOptions> options, TimeProvider? time = null, WorkSignal? signal = null) : BackgroundService
{
    // What another process queues is taken up after the longer one at the latest.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1500);

    private readonly CancellationTokenSource _work = new(Timeout.InfiniteTimeSpan, time ?? TimeProvider.System);

    /// <summary>For how long scans in hand may go on to their end after a stop was asked for; then they are given back. Zero when nobody says.</summary>
    public TimeSpan Patience { get; set; }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _work.CancelAfter(Patience);
        await base.StopAsync(cancellationToken);
        // Whoever had no more time to wait does not leave them running.
        await _work.CancelAsync();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _work.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        var count = options.Value.Places;
        var places = new IdlePlaces(count, new IdlePause(ShortestPause, LongestPause));
        await Task.WhenAll(Enumerable.Range(0, count).Select(place => loop.RunAsync(
            "scans", _ => places.StepAsync(place, () => RunNextAsync(isForPeople: place > 0 && place == count - 1)), signal, stoppingToken)));
    }

    private Task<bool> RunNextAsync(bool isForPeople)
        => isForPeople ? worker.RunNextForPeopleAsync(OnStop.Release, _work.Token) : worker.RunNextAsync(null, OnStop.Release, _work.Token);
}
