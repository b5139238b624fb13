using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat;

namespace DockerScan.Host.Running;

/// <summary>Writes a report when somebody wants to read it: the stored result is the truth, the files are a view of it.</summary>
internal sealed class ReportLocator(ReportLibrary library) : IReportLocator
{
    public async Task<ReportLocation?> FindAsync(ScanResult result, CancellationToken cancellationToken)
        => new(null, await library.WriteAsync(result, ReportLanguage.English, null, cancellationToken));
}
