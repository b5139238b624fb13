using DockerScan.Core.Scanners;
using Quartz;

namespace DockerScan.Scheduling.Upkeep;

/// <summary>Every six hours: the databases that scanners compare with are brought up to date. What cannot be had is logged by whoever downloads it, and the last good one stays.</summary>
[DisallowConcurrentExecution]
internal sealed class RefreshJob(IDatabaseRefresh refresh) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await refresh.RefreshAsync(cancellationToken);
}
