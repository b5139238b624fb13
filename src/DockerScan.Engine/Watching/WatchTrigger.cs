using DockerScan.Core.Stores;
using DockerScan.Core.Watches.Schedules;

namespace DockerScan.Engine.Watching;

/// <summary>Writes down that a watch is to run: under its planned time, so that many processes plan each run once.</summary>
internal sealed class WatchTrigger(IWatchStore store) : IWatchTrigger
{
    public Task FireAsync(string watchId, DateTimeOffset planned, CancellationToken cancellationToken) => store.PlanAsync(watchId, planned, cancellationToken);
}
