using System.Net;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Host.Web;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Host.Tests.Web;

/// <summary>Reports where people reach the listener from elsewhere: by their links, and by nothing else.</summary>
public sealed class LinkedReportsTests : IAsyncLifetime
{
    private const string Public = """, "Web": { "PublicUrl": "https://scan.example" }""";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ScanResult _scan = SampleScans.Vulnerable();
    private ServedApp _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await ServedApp.StartAsync(Token, Public, _time);
        await _app.KeepAsync(_scan, Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(ReportLanguage.English, "<html lang=\"en\"")]
    [InlineData(ReportLanguage.Korean, "<html lang=\"ko\"")]
    public async Task Get_Link_IsThePageInItsLanguageAndNothingIsWritten(ReportLanguage language, string expected)
    {
        using var answer = await GetAsync(Link(language));

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_app.Reports));
    }

    [Fact]
    public async Task Get_Link_IsKeptNowhereAndTellsNobody()
    {
        using var answer = await GetAsync(Link());

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.StartsWith("default-src 'none'; ", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Anything_LeavesNoSignatureInTheLogAtAnyLevel()
    {
        var link = Link();
        var signature = link[(link.LastIndexOf('=') + 1)..];
        using var opened = await GetAsync(link);
        using var refused = await GetAsync(link.Replace("lang=en", "lang=ko", StringComparison.Ordinal));

        Assert.Contains($"/reports/{_scan.Id}", _app.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain(signature, _app.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", _app.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AllThatOpensNothing_IsOneAnswerThatTellsNothing()
    {
        var (link, unknown) = (Link(), ScanId.Parse("nosuchscan11"));
        string[] paths =
        [
            $"/reports/{_scan.Id}", $"/reports/{unknown}", "/reports", "/reports/", $"/reports/{_scan.Id}/report.html", $"/reports/{_scan.Id}/report.md",
            $"/reports/{_scan.Id}/report.json", $"/reports/{_scan.Id}/capture.pcap", "/reports/x", link + "a", link[..^1], link + "&sig=a", link.Replace("sig=", "sig=a&sig=", StringComparison.Ordinal),
            link.Replace("?", "/report.json?", StringComparison.Ordinal), link.Replace("lang=en", "lang=ko", StringComparison.Ordinal), link.Replace(_scan.Id.Value, unknown.Value, StringComparison.Ordinal),
            Link(scan: unknown), await ForeignAsync(), Expired(),
        ];
        var answers = new List<string>();
        foreach (var path in paths)
        {
            using var answer = await GetAsync(path);
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
            answers.Add($"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync(Token)}");
        }

        Assert.StartsWith("404\n", Assert.Single(answers.Distinct(StringComparer.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(_scan.Reference.Repository, answers[0], StringComparison.Ordinal);
        Assert.Contains("There is no such report, or its link is over.", answers[0], StringComparison.Ordinal);
        Assert.Contains("보고서가 없거나 링크가 만료되었습니다.", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnderAnotherName_IsNotAnsweredEvenByALink()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Link());
        request.Headers.Host = "evil.example";

        using var answer = await _app.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Get_LinkRenewed_OpensWhenTheOldOneIsOver()
    {
        var old = Link();
        _time.Advance(TimeSpan.FromDays(20));
        var renewed = Link();
        _time.Advance(TimeSpan.FromDays(20));

        using var over = await GetAsync(old);
        using var opened = await GetAsync(renewed);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (over.StatusCode, opened.StatusCode));
    }

    private string Link(ReportLanguage language = ReportLanguage.English, ScanId? scan = null) => _app.Get<ReportLinks>().Make(scan ?? _scan.Id, language)!.Address.PathAndQuery;

    private string Expired()
    {
        var link = Link();
        _time.Advance(ReportLinks.Life);
        return link;
    }

    // The same scan's link by another installation, whose key is another.
    private async Task<string> ForeignAsync()
    {
        await using var other = await ServedApp.StartAsync(Token, Public, _time);
        return other.Get<ReportLinks>().Make(_scan.Id, ReportLanguage.English)!.Address.PathAndQuery;
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "scan.example";
        return await _app.Client.SendAsync(request, Token);
    }
}
