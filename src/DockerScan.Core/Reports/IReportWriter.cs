using DockerScan.Core.Scans;

namespace DockerScan.Core.Reports;

/// <summary>Writes reports as files: the one way to a file of a report.</summary>
public interface IReportWriter
{
    /// <summary>Writes <c>report.md</c>, <c>report.html</c> and <c>report.json</c> into a folder, each whole or not at all, and <c>capture.pcap</c> beside them if the scan has one here.</summary>
    /// <exception cref="EngineException">The folder cannot be written.</exception>
    Task<ReportPaths> WriteAsync(ScanResult result, string folder, ReportLanguage language, CancellationToken cancellationToken);
}

/// <summary>Where a scan's reports lie, as absolute paths.</summary>
/// <param name="Markdown">The Markdown source.</param>
/// <param name="Html">The page.</param>
/// <param name="Json">The JSON of the public contract.</param>
/// <param name="Capture">The captured frames; null when there are none.</param>
public sealed record ReportPaths(string Markdown, string Html, string Json, string? Capture = null);
