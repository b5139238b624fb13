using DockerScan.Core.Watches.Schedules;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Scheduling.Planning;

/// <summary>Plans watches.</summary>
internal sealed class WatchPlan(Plan plan, IServiceProvider services) : IWatchPlan
{
    public Task PutAsync(string watchId, WatchSchedule schedule, bool paused, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(watchId);
        ArgumentNullException.ThrowIfNull(schedule);
        // Before it is due, not then.
        _ = services.GetRequiredService<IWatchTrigger>();
        return plan.PutAsync(new PlannedJob(PlannedJob.WatchKey(watchId), typeof(WatchJob), schedule.Cron, schedule.Zone, paused), ct);
    }

    public Task RemoveAsync(string watchId, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(watchId);
        return plan.RemoveAsync(PlannedJob.WatchKey(watchId), ct);
    }
}
