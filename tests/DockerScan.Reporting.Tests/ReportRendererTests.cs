using System.Text;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests;

public sealed class ReportRendererTests
{
    private static readonly CaptureInfo Capture = new(4, 7, new string('a', 64));
    private static readonly ReportPaths Paths = new("/r/report.md", "/r/report.html", "/r/report.json", "/r/capture.pcap");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public async Task HtmlMarkdownJson_AnyScan_AreTheBytesOfTheFiles(ReportLanguage language)
    {
        using var folder = new TemporaryFolder();
        foreach (var scan in (ScanResult[])[SampleScans.Vulnerable(), SampleScans.Partial(), SampleScans.LookedUp(), SampleScans.Failed()])
        {
            var paths = await TestReports.Writer().WriteAsync(scan, folder.Path, language, Token);

            Assert.Equal(await File.ReadAllBytesAsync(paths.Html, Token), TestReports.Renderer().Html(scan, language));
            Assert.Equal(await File.ReadAllBytesAsync(paths.Markdown, Token), TestReports.Renderer().Markdown(scan, language));
            Assert.Equal(await File.ReadAllBytesAsync(paths.Json, Token), (byte[])[.. TestReports.Renderer().Json(scan, paths), (byte)'\n']);
        }
    }

    [Fact]
    public async Task Markdown_MoreFindingsThanThePageShows_HasAllOfThem()
    {
        using var folder = new TemporaryFolder();
        var options = new ReportingOptions { MaxFindingsInHtml = 1 };

        var paths = await TestReports.Writer(options).WriteAsync(SampleScans.Vulnerable(), folder.Path, ReportLanguage.English, Token);

        var all = TestReports.Renderer().Markdown(SampleScans.Vulnerable(), ReportLanguage.English);
        Assert.Equal(all, await File.ReadAllBytesAsync(paths.Markdown, Token));
        Assert.Equal(all, TestReports.Renderer(options).Markdown(SampleScans.Vulnerable(), ReportLanguage.English));
        Assert.NotEqual(await File.ReadAllBytesAsync(paths.Html, Token), TestReports.Renderer().Html(SampleScans.Vulnerable(), ReportLanguage.English));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HtmlMarkdown_Capture_IsNamedOnlyWhereItsReaderHasIt(bool withCapture)
    {
        var scan = SampleScans.Clean() with { Capture = Capture };

        Assert.All(
            (byte[][])[TestReports.Renderer().Html(scan, ReportLanguage.English, withCapture), TestReports.Renderer().Markdown(scan, ReportLanguage.English, withCapture)],
            bytes => Assert.Equal(withCapture, Encoding.UTF8.GetString(bytes).Contains("capture.pcap", StringComparison.Ordinal)));
    }

    [Fact]
    public void Json_NoFiles_MembersAreThereAndNull()
        => Assert.Contains("\"reports\": {\n    \"markdown\": null,\n    \"html\": null\n  }", Text(TestReports.Renderer().Json(SampleScans.Clean())), StringComparison.Ordinal);

    [Fact]
    public void Json_CaptureWithoutFiles_IsNamed()
        => Assert.Contains(
            "\"markdown\": null,\n    \"html\": null,\n    \"capture\": \"/data/capture.pcap\"\n", Text(TestReports.Renderer().Json(SampleScans.Clean(), null, "/data/capture.pcap")), StringComparison.Ordinal);

    [Fact]
    public void Json_Files_CaptureIsTheOneBesideThem()
        => Assert.Contains("\"capture\": \"/r/capture.pcap\"", Text(TestReports.Renderer().Json(SampleScans.Clean(), Paths, "/data/capture.pcap")), StringComparison.Ordinal);

    [Fact]
    public void Html_AfterOtherScansAndLanguages_SameBytes()
    {
        var renderer = TestReports.Renderer();
        var first = renderer.Html(SampleScans.Vulnerable(), ReportLanguage.Korean);
        _ = renderer.Html(SampleScans.Partial(), ReportLanguage.English);

        Assert.Equal(first, renderer.Html(SampleScans.Vulnerable(), ReportLanguage.Korean));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
