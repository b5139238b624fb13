using DockerScan.Core.Stores;
using Quartz;

namespace DockerScan.Scheduling.Upkeep;

/// <summary>Once a day: what was kept long enough goes.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(IEnumerable<IRetention> parts) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var part in parts)
        {
            await part.RemoveOldAsync(cancellationToken);
        }
    }
}
