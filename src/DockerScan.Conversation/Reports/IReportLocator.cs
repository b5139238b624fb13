using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Reports;

/// <summary>Knows where a scan's report can be read.</summary>
public interface IReportLocator
{
    /// <summary>Null when there is no report.</summary>
    Task<ReportLocation?> FindAsync(ScanResult result, CancellationToken cancellationToken);
}
