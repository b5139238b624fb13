using DockerScan.Core;
using DockerScan.Core.Stores;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Publishing;

/// <summary>Says that a scan's stored result is there, or changed: whatever shows it is due from then on.</summary>
/// <remarks>It comes last, after the result and the end of the work. Whoever dies before it leaves it to <see cref="ICardStore.RepairAsync"/>.</remarks>
internal sealed class Publisher(ICardStore cards, TimeProvider time, ILogger<Publisher> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Never throws: the change is stored, and is found again.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="revision">The revision of its result; 0 for one that was cancelled.</param>
    public async Task ChangedAsync(ScanId scan, int revision)
    {
        // Also after a stop, but not for ever.
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            await cards.WantAsync(scan, revision, limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            Log.NotSaid(logger, e, scan);
        }
    }
}
