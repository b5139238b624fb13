using DockerScan.Scheduling.Times;
using Quartz;

namespace DockerScan.Scheduling.Planning;

/// <summary>A watch is due. Nothing in it can fail before it runs: one failure there would end the trigger for good.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchJob(DueWatches due) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var times = ((ICronTrigger)context.Trigger).Times();
        var planned = CronTimes.Planned(times, context.ScheduledFireTimeUtc, context.FireTimeUtc);
        await due.FireAsync(context.JobDetail.Key.Name, planned, cancellationToken);
    }
}
