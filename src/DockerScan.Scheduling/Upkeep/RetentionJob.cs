using DockerScan.Core.Stores;
using Quartz;

namespace DockerScan.Scheduling.Upkeep;

/// <summary>Once a day: what was kept long enough goes.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(IRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await retention.RemoveOldAsync(cancellationToken);
}
