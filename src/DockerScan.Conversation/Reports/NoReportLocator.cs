using DockerScan.Core;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Reports;

/// <summary>Stands in where reports are neither served nor written.</summary>
internal sealed class NoReportLocator : IReportLocator
{
    public Task<ReportLocation?> FindAsync(ScanResult result, ReportLanguage language, bool isLocal, CancellationToken cancellationToken)
        => Task.FromResult<ReportLocation?>(null);
}
