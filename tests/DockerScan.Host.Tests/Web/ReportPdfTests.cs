using System.Net;
using DockerScan.TestKit.Builders;

namespace DockerScan.Host.Tests.Web;

/// <summary>The PDF of a report over the pages: there, or what to install for it.</summary>
[Trait("Category", "Browser")]
public sealed class ReportPdfTests
{
    private const string NoBrowser = """, "Reporting": { "BrowserPath": "/nonexistent/chromium" }""";
    private const string Broken = """, "Reporting": { "BrowserPath": "/bin/false" }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_NoBrowser_SaysWhatToInstallAndThePageHasNoButton()
    {
        await using var app = await ServedApp.StartAsync(Token, NoBrowser);
        await app.KeepAsync(SampleScans.Clean(), Token);

        using var answer = await GetAsync(app, "report.pdf?lang=ko");
        using var page = await app.Client.GetAsync(new Uri($"/scans/{SampleScans.Clean().Id}", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("apt-get install chromium", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync(Token);
        Assert.DoesNotContain("report.pdf", html, StringComparison.Ordinal);
        Assert.Contains("apt-get install chromium", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_BrowserThatDoesNotPrint_SaysSoAndNothingOfThisMachine()
    {
        await using var app = await ServedApp.StartAsync(Token, Broken);
        await app.KeepAsync(SampleScans.Clean(), Token);

        using var answer = await GetAsync(app, "report.pdf");

        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("could not be printed this time", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/bin/false", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Browser_IsADownloadOfAPdf()
    {
        Assert.SkipUnless(File.Exists(Browser.Chromium.Program), $"{Browser.Chromium.Program} is not there: apt-get install chromium");
        await using var app = await ServedApp.StartAsync(Token);
        await app.KeepAsync(SampleScans.Clean(), Token);

        using var answer = await GetAsync(app, "report.pdf");

        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal($"report-{SampleScans.Clean().Id}.pdf", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.True((await answer.Content.ReadAsByteArrayAsync(Token)).AsSpan().StartsWith("%PDF-"u8));
    }

    [Fact]
    public async Task Get_NoSuchScan_IsNotFound()
    {
        await using var app = await ServedApp.StartAsync(Token);

        using var answer = await app.Client.GetAsync(new Uri("/scans/nosuchscan11/report.pdf", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> GetAsync(ServedApp app, string file) => app.Client.GetAsync(new Uri($"/scans/{SampleScans.Clean().Id}/{file}", UriKind.Relative), Token);
}
