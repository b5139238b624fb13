using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Scanning;

/// <summary>The runs of watches that wait for scans: when one has ended, however that was, they need not wait for their next look.</summary>
internal sealed class WaitingRuns(IWatchStore watches, WorkSignal signal, TimeProvider time, ILogger<WaitingRuns> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>A scan has ended. Never fails: whom it could not wake looks later.</summary>
    public async Task WakeAsync(ScanId scan)
    {
        // The end stands, whoever it was that ended it and whether he is gone.
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            if (await watches.WakeAsync(scan, limit.Token) > 0)
            {
                signal.Set();
            }
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            Log.WatchNotWoken(logger, e, scan);
        }
    }
}
