using DockerScan.Core.Scans;

namespace DockerScan.Core.Reports;

/// <summary>
/// Shows a stored result as a report, at any time and as often as somebody asks. Pure: no file, no clock, no folder; the same result, language
/// and arguments give the same bytes. Safe to use from several threads.
/// </summary>
public interface IReportRenderer
{
    /// <summary>The page, one file without script that fetches nothing.</summary>
    /// <param name="result">A result as the store has it.</param>
    /// <param name="language">The reader's language: of the place that asked, never the scan's.</param>
    /// <param name="withCapture">Whether <c>capture.pcap</c> lies beside the page for its reader; else the page names none.</param>
    /// <returns>UTF-8 without a byte order mark.</returns>
    byte[] Html(ScanResult result, ReportLanguage language, bool withCapture = false);

    /// <summary>The report as Markdown, with every finding.</summary>
    /// <param name="result">A result as the store has it.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="withCapture">Whether <c>capture.pcap</c> lies beside the report for its reader.</param>
    /// <returns>UTF-8 without a byte order mark.</returns>
    byte[] Markdown(ScanResult result, ReportLanguage language, bool withCapture = false);

    /// <summary>The one JSON object of the public contract (<c>docs/json.md</c>), without a line end after it.</summary>
    /// <param name="result">A result as the store has it.</param>
    /// <param name="reports">Where the files lie; null when none were written: its members are null then.</param>
    /// <param name="capture">Where the capture lies when no files were written beside it; null when there is none, or when the reader cannot have it.</param>
    /// <returns>ASCII.</returns>
    byte[] Json(ScanResult result, ReportPaths? reports = null, string? capture = null);
}
