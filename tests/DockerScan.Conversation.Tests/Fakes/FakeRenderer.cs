using System.Text;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Tests.Fakes;

internal sealed class FakeRenderer : IReportRenderer
{
    /// <summary>How long the page is at least.</summary>
    public int Bytes { get; set; }

    public byte[] Html(ScanResult result, ReportLanguage language, bool withCapture = false)
        => Encoding.UTF8.GetBytes($"<!DOCTYPE html> {result.Id} {language} {withCapture}".PadRight(Bytes));

    public byte[] Markdown(ScanResult result, ReportLanguage language, bool withCapture = false) => throw new NotSupportedException();

    public byte[] Json(ScanResult result, ReportPaths? reports = null, string? capture = null) => throw new NotSupportedException();
}
