using DockerScan.Core;

namespace DockerScan.Host.Web;

/// <summary>What a reader gets to see of a report.</summary>
/// <param name="Form">Its form.</param>
/// <param name="Language">Its language; the JSON has none.</param>
/// <param name="HasCapture">Whether the reader can have the captured frames too: else the report names none.</param>
internal readonly record struct ReportView(ReportForm Form, ReportLanguage Language, bool HasCapture);

/// <summary>The forms in which a report is served.</summary>
internal enum ReportForm
{
    Page,
    Markdown,
    Json,
    Pdf,
}
