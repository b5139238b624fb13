using System.Text;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Host.Web;
using DockerScan.TestKit.Builders;

namespace DockerScan.Host.Tests.Web;

public sealed class ReportPagesTests : IReportRenderer, ICaptureFiles
{
    private string? _capture;
    private int _rendered;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_SameRevision_IsRenderedOnce()
    {
        using var pages = new ReportPages(this, this);
        var scan = SampleScans.Clean();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => pages.GetAsync(scan, ReportForm.Page, Token), Token)));

        Assert.Equal(1, _rendered);
    }

    [Fact]
    public async Task GetAsync_OtherRevisionFormOrCapture_IsRenderedAnew()
    {
        using var pages = new ReportPages(this, this);
        var scan = SampleScans.Clean();
        await pages.GetAsync(scan, ReportForm.Page, Token);

        Assert.Equal("page 2 1", Encoding.UTF8.GetString(await pages.GetAsync(scan with { Revision = 1 }, ReportForm.Page, Token)));
        Assert.Equal("markdown 3", Encoding.UTF8.GetString(await pages.GetAsync(scan, ReportForm.Markdown, Token)));
        _capture = "/capture.pcap";
        Assert.Equal("page 4 0 with capture", Encoding.UTF8.GetString(await pages.GetAsync(scan, ReportForm.Page, Token)));
    }

    byte[] IReportRenderer.Html(ScanResult result, ReportLanguage language, bool withCapture)
        => Text($"page {Interlocked.Increment(ref _rendered)} {result.Revision}{(withCapture ? " with capture" : string.Empty)}");

    byte[] IReportRenderer.Markdown(ScanResult result, ReportLanguage language, bool withCapture) => Text($"markdown {Interlocked.Increment(ref _rendered)}");

    byte[] IReportRenderer.Json(ScanResult result, ReportPaths? reports, string? capture) => throw new NotSupportedException();

    Task ICaptureFiles.KeepAsync(ScanId scan, CapturedFrames frames, CancellationToken cancellationToken) => throw new NotSupportedException();

    string? ICaptureFiles.Find(ScanResult result) => _capture;

    private static byte[] Text(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text));
}
