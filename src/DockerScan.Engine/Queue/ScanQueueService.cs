using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Queue;

/// <summary>Works on the queue as long as the host runs. From two places on, one takes only what a person waits for.</summary>
public sealed class ScanQueueService(IScanWorker worker, WorkLoop loop, IOptions<ScanningOptions> options) : BackgroundService
{
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(Enumerable.Range(0, options.Value.Places).Select(place => loop.RunAsync(
            "scans", token => StepAsync(isForPeople: place == 0 && options.Value.Places > 1, token), stoppingToken)));

    private async Task<TimeSpan> StepAsync(bool isForPeople, CancellationToken cancellationToken)
    {
        var hasWorked = isForPeople
            ? await worker.RunNextForPeopleAsync(OnStop.Release, cancellationToken)
            : await worker.RunNextAsync(null, OnStop.Release, cancellationToken);
        return hasWorked ? TimeSpan.Zero : IdlePause;
    }
}
