using System.Text;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Host.Web;
using DockerScan.TestKit.Builders;

namespace DockerScan.Host.Tests.Web;

public sealed class ReportPagesTests : IReportRenderer
{
    private static readonly ReportView Page = new(ReportForm.Page, ReportLanguage.English, HasCapture: false);
    private int _rendered;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_SameRevision_IsRenderedOnce()
    {
        using var pages = new ReportPages(this, null!);
        var scan = SampleScans.Clean();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => pages.GetAsync(scan, Page, Token), Token)));

        Assert.Equal(1, _rendered);
    }

    [Fact]
    public async Task GetAsync_OtherRevisionFormLanguageOrCapture_IsRenderedAnew()
    {
        using var pages = new ReportPages(this, null!);
        var scan = SampleScans.Clean();
        await pages.GetAsync(scan, Page, Token);

        Assert.Equal("page 2 1 English False", await ReadAsync(pages, scan with { Revision = 1 }, Page));
        Assert.Equal("markdown 3", await ReadAsync(pages, scan, Page with { Form = ReportForm.Markdown }));
        Assert.Equal("page 4 0 English True", await ReadAsync(pages, scan, Page with { HasCapture = true }));
        Assert.Equal("page 5 0 Korean False", await ReadAsync(pages, scan, Page with { Language = ReportLanguage.Korean }));
        Assert.Equal("{6}\n", await ReadAsync(pages, scan, Page with { Form = ReportForm.Json }));
    }

    byte[] IReportRenderer.Html(ScanResult result, ReportLanguage language, bool withCapture)
        => Encoding.UTF8.GetBytes(FormattableString.Invariant($"page {Interlocked.Increment(ref _rendered)} {result.Revision} {language} {withCapture}"));

    byte[] IReportRenderer.Markdown(ScanResult result, ReportLanguage language, bool withCapture) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"markdown {Interlocked.Increment(ref _rendered)}"));

    byte[] IReportRenderer.Json(ScanResult result, ReportPaths? reports, string? capture) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{{Interlocked.Increment(ref _rendered)}}}"));

    private static async Task<string> ReadAsync(ReportPages pages, ScanResult scan, ReportView view) => Encoding.UTF8.GetString(await pages.GetAsync(scan, view, Token));
}
