using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;

namespace DockerScan.Host.Running;

/// <summary>
/// What a worker keeps in its own data folder, every six hours: the databases that its scans use, and the captures of scans that the store has
/// forgotten. Where the scheduler is in the same program, that does it.
/// </summary>
internal sealed class WorkerUpkeep(IServiceProvider services, WorkerPresence presence, WorkLoop loop, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        // Spread, so that many workers that start together do not ask at once; the first scans refresh what is too old by themselves.
        await Task.Delay(FirstPause(presence.Name), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await loop.RunAsync("upkeep", StepAsync, stoppingToken);
    }

    /// <summary>Between one and six hours, by the worker's name.</summary>
    internal static TimeSpan FirstPause(string worker)
    {
        var share = SHA256.HashData(Encoding.UTF8.GetBytes(worker))[0] / 255.0;
        return TimeSpan.FromHours(1 + (share * (Period.TotalHours - 1)));
    }

    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IDatabaseRefresh>() is { } refresh)
        {
            await refresh.RefreshAsync(cancellationToken);
        }

        foreach (var own in services.GetServices<IRetention>().OfType<ReportRetention>())
        {
            await own.RemoveOldAsync(cancellationToken);
        }

        return Period;
    }
}
