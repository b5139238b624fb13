using Quartz;

namespace DockerScan.Scheduling.Upkeep;

/// <summary>Once a minute: shows that the scheduler works, here and outside.</summary>
[DisallowConcurrentExecution]
internal sealed class TickJob(Turns turns, Ping ping) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        turns.Ticked();
        await ping.SendAsync(cancellationToken);
    }
}
