using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Reports;

/// <summary>Stands in where no reports are kept.</summary>
internal sealed class NoReportLocator : IReportLocator
{
    public Task<ReportLocation?> FindAsync(ScanResult result, CancellationToken cancellationToken) => Task.FromResult<ReportLocation?>(null);
}
