using DockerScan.Core;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Queue;

/// <summary>Works on the queue as long as the host runs.</summary>
public sealed class ScanQueueService(
    IScanWorker worker, IOptions<ScanningOptions> options, TimeProvider time, ILogger<ScanQueueService> logger) : BackgroundService
{
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan BrokenPause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(Enumerable.Range(0, options.Value.Concurrency).Select(_ => LoopAsync(stoppingToken)));

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = IdlePause;
            try
            {
                if (await worker.RunNextAsync(null, OnStop.Release, cancellationToken))
                {
                    continue;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (EngineException e)
            {
                Log.QueueUnavailable(logger, e);
                pause = BrokenPause;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
