using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Where reports lie: a folder per scan, named by its id, which is letters and digits only.</summary>
internal sealed class ReportLibrary(IReportWriter writer, DataFolder data)
{
    public Task<ReportPaths> WriteAsync(ScanResult result, ReportLanguage language, string? folder, CancellationToken cancellationToken)
        => writer.WriteAsync(result, folder ?? Path.Combine(data.Reports, result.Id.Value), language, cancellationToken);
}
