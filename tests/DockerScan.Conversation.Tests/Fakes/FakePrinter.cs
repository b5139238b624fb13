using System.Text;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Tests.Fakes;

/// <summary>Prints at once, or lacks something.</summary>
internal sealed class FakePrinter : IReportPrinter
{
    public PrinterNeed? Lacks { get; set; }

    public PrinterNeed? Missing(ReportLanguage language) => Lacks;

    public Task<byte[]> PrintAsync(ScanResult result, ReportLanguage language, CancellationToken cancellationToken) => Task.FromResult(Encoding.UTF8.GetBytes($"%PDF-{result.Id} {language}"));
}
