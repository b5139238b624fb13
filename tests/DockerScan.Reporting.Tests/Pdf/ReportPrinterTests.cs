using System.Runtime.Versioning;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Reporting.Pdf;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting.Tests.Pdf;

/// <summary>Prints through the machine's own Chromium.</summary>
[Trait("Category", "Browser")]
[SupportedOSPlatform("linux")]
public sealed class ReportPrinterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public async Task PrintAsync_Report_IsAPdfOfFewPagesAndLeavesNothing(ReportLanguage language)
    {
        using var printer = Printer();
        Assert.SkipUnless(printer.Missing(language) is null, $"this machine lacks {printer.Missing(language)}");
        var before = Left();

        var pdf = await printer.PrintAsync(LayeredScan.Create(), language, Token);

        Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8));
        Assert.InRange(Pages(pdf), 2, 12);
        Assert.Equal(before, Left());
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public async Task PrintAsync_AHundredFindingsOfADebianImage_AreTwelvePages(ReportLanguage language)
    {
        using var printer = Printer();
        Assert.SkipUnless(printer.Missing(language) is null, $"this machine lacks {printer.Missing(language)}");

        Assert.InRange(Pages(await printer.PrintAsync(DebianScan.Create(), language, Token)), 5, 12);
    }

    [Fact]
    public async Task PrintAsync_ManyFindings_AreTheWorstOnly()
    {
        using var printer = Printer(options => options.MaxFindingsInPdf = 100);
        Assert.SkipUnless(printer.Missing(ReportLanguage.English) is null, "this machine lacks a browser");

        Assert.InRange(Pages(await printer.PrintAsync(SampleScans.Large(5_000, 400), ReportLanguage.English, Token)), 5, 60);
    }

    [Fact]
    public async Task PrintAsync_NoBrowser_SaysWhatToInstall()
    {
        using var printer = Printer(options => options.BrowserPath = "/nonexistent/chromium");

        Assert.Equal(PrinterNeed.Browser, printer.Missing(ReportLanguage.English));
        var exception = await Assert.ThrowsAsync<EngineException>(() => printer.PrintAsync(SampleScans.Clean(), ReportLanguage.English, Token));
        Assert.Contains("apt-get install chromium", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3", "did not print")]
    [InlineData("echo '{\"id\":1,\"result\":{}}' >&4; exec sleep 60", "did not print")]
    [InlineData("printf 'nonsense\\0' >&4; exec sleep 60", "did not print")]
    [InlineData("yes '{}' >&4", "more than")]
    public async Task PrintAsync_ProgramThatIsNoBrowser_FailsWithinItsTimeAndLeavesNothing(string script, string expected)
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "browser");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n", Token);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        using var printer = Printer(options => (options.BrowserPath, options.PrintTimeoutSeconds) = (program, 5));
        var before = Left();

        var exception = await Assert.ThrowsAsync<EngineException>(() => printer.PrintAsync(SampleScans.Clean(), ReportLanguage.English, Token));

        Assert.Contains(expected, exception.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Left());
    }

    private static int Left() => Directory.GetDirectories(Path.GetTempPath(), "dockerscan-print-*").Length;

    private static int Pages(byte[] pdf) => Encoding.Latin1.GetString(pdf).Split("/Type /Page\n").Length - 1;

    private static ReportPrinter Printer(Action<ReportingOptions>? set = null)
    {
        var options = new ReportingOptions();
        set?.Invoke(options);
        return new ReportPrinter(TestReports.Renderer(options), Options.Create(options), TimeProvider.System);
    }
}
