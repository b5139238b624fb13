using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;

namespace DockerScan.Engine.Queue;

/// <summary>
/// Looks every few seconds whether a worker of the same data folder was killed, so that what it had in hand need not wait for its lease. It looks
/// at files alone: the store is asked only when one is dead.
/// </summary>
public sealed class DeadWorkerService(StartupSweeper sweeper, WorkLoop loop) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        await loop.RunAsync("dead workers", StepAsync, stoppingToken);
    }

    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        await sweeper.FreeAsync(cancellationToken);
        return Pause;
    }
}
