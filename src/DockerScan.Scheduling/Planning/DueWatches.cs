using DockerScan.Core.Watches.Schedules;
using Microsoft.Extensions.Logging;

namespace DockerScan.Scheduling.Planning;

/// <summary>Tells whoever runs watches that one is due.</summary>
internal sealed class DueWatches(IWatchTrigger trigger, ILogger<DueWatches> logger)
{
    public async Task FireAsync(string watchId, DateTimeOffset planned, CancellationToken cancellationToken)
    {
        try
        {
            await trigger.FireAsync(watchId, planned, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The scheduler tries it again: a store that was away for a minute must not cost a night.
            Log.FireBroke(logger, e, watchId, planned);
            throw;
        }
    }
}
