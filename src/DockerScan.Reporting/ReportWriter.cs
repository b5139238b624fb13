using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.Reporting;

internal sealed class ReportWriter(ReportRenderer renderer, ICaptureFiles captures) : IReportWriter
{
    public async Task<ReportPaths> WriteAsync(ScanResult result, string folder, ReportLanguage language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        var target = new ReportFolder(folder);
        var paths = target.Paths with { Capture = await target.PlaceCaptureAsync(captures.Find(result), cancellationToken) };
        var (markdown, html) = renderer.Both(result, language, paths.Capture is not null);
        await target.WriteAsync(
            [new ReportFile(paths.Markdown, markdown), new ReportFile(paths.Html, html), new ReportFile(paths.Json, (byte[])[.. renderer.Json(result, paths), (byte)'\n'])], cancellationToken);
        return paths;
    }
}
