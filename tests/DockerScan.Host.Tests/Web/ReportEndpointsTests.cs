using System.Net;
using System.Text.Json;
using DockerScan.TestKit.Builders;

namespace DockerScan.Host.Tests.Web;

public sealed class ReportEndpointsTests
{
    private const int Readers = 8;
    private const int Reads = 24;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ManyAtOnce_AllGetTheWholeReportAndNothingIsWritten()
    {
        await using var app = await ServedApp.StartAsync(Token);
        var scan = SampleScans.Large(500, 50);
        await app.KeepAsync(scan, Token);
        var pages = new string[Reads];

        await Parallel.ForEachAsync(Enumerable.Range(0, Reads), new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = Token }, async (read, token) =>
        {
            using var answer = await app.Client.GetAsync(new Uri($"reports/{scan.Id}", UriKind.Relative), token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            pages[read] = await answer.Content.ReadAsStringAsync(token);
        });

        Assert.Single(pages.Distinct(StringComparer.Ordinal));
        Assert.EndsWith("</html>", pages[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(app.Reports));
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("/report.html", "text/html")]
    [InlineData("/report.md", "text/markdown")]
    [InlineData("/report.json", "application/json")]
    public async Task Get_EveryNameOnDisk_IsServedToo(string file, string type)
    {
        await using var app = await ServedApp.StartAsync(Token);
        var scan = SampleScans.Clean();
        await app.KeepAsync(scan, Token);

        using var answer = await app.Client.GetAsync(new Uri($"reports/{scan.Id}{file}", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(scan.Reference.Repository, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Json_NamesNoPathOfThisMachine()
    {
        await using var app = await ServedApp.StartAsync(Token);
        var scan = SampleScans.Clean();
        await app.KeepAsync(scan, Token);

        using var json = JsonDocument.Parse(await app.Client.GetStringAsync(new Uri($"reports/{scan.Id}/report.json", UriKind.Relative), Token));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("reports").GetProperty("html").ValueKind);
    }

    [Theory]
    [InlineData("reports/nosuchscan11")]
    [InlineData("reports/nosuchscan11/report.md")]
    [InlineData("reports/nosuchscan11/capture.pcap")]
    [InlineData("reports/..%2f..%2finstallation")]
    [InlineData("reports/%00")]
    public async Task Get_NoSuchScan_IsRefused(string path)
    {
        await using var app = await ServedApp.StartAsync(Token);

        using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
    }

    [Fact]
    public async Task Get_List_SaysHowAReportIsFound()
    {
        await using var app = await ServedApp.StartAsync(Token);

        Assert.Contains("/reports/SCAN", await app.Client.GetStringAsync(new Uri("reports", UriKind.Relative), Token), StringComparison.Ordinal);
    }
}
