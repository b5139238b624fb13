using System.Net;
using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests;

public sealed partial class HostileTextTests
{
    private const string Marker = "zqj";

    private static readonly HashSet<string> Elements = new(
        ["html", "head", "meta", "title", "style", "body", "header", "div", "p", "svg", "path", "span", "h1", "h2", "h3", "ul", "ol", "li", "strong", "em", "code", "pre", "dl", "dt", "dd", "nav", "a",
         "main", "section", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "figure", "figcaption", "desc", "text", "rect", "g", "circle", "details", "summary", "footer"],
        StringComparer.Ordinal);

    public static TheoryData<string> Texts() =>
    [
        "<script>alert(1)</script>" + Marker,
        "<img src=x onerror=alert(1)>" + Marker,
        "<!channel> @everyone <@U1>" + Marker,
        $"[{Marker}](javascript:alert(1))",
        $"![{Marker}](https://evil.example/p.png)",
        $"[{Marker}]: https://evil.example/",
        $"<https://evil.example/{Marker}>",
        $"https://evil.example/{Marker} www.evil.example a@evil.example",
        $"`{Marker}` ``{Marker}`` ```{Marker}",
        $"`{Marker}` | <b>b</b> | ``",
        $"a | b | {Marker} |\n| --- | --- |",
        $"{Marker}\n\n# heading\n\n<script>alert(1)</script>\n\n```\n</code></pre><script>alert(1)</script>",
        $"```\n````\n{Marker}\n`````\n<script>alert(1)</script>",
        $"\n#### {Marker}\n\n<b>",
        $"\u202E\u2066{Marker}\u200B\u0007\u001b[31m",
        $"&lt;script&gt; &#x3c;b> &copy; {Marker}",
        $"**{Marker}** __{Marker}__ ~~x~~ ==x== **High**",
        $"\\`{Marker}\\` \\| \\",
        $"1. {Marker}",
        $"    {Marker} indented",
        $"\" onmouseover=\"alert(1) {Marker} '",
        $"</title></style></svg>{Marker}",
        $"{Marker}" + new string('<', 10_000),
        $"{Marker}\uD800\uDC00\uD800",
        $"{Marker} `",
        $"`{Marker}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task WriteAsync_HostileText_IsOnlyText(string hostile)
    {
        using var folder = new TemporaryFolder();

        var paths = await TestReports.Writer().WriteAsync(Scan(hostile), folder.Path, ReportLanguage.English, TestContext.Current.CancellationToken);

        var html = await File.ReadAllTextAsync(paths.Html, TestContext.Current.CancellationToken);
        var body = Style().Replace(html, string.Empty);
        foreach (Match tag in Tag().Matches(body))
        {
            Assert.Contains(tag.Groups["name"].Value, Elements);
            Assert.DoesNotMatch(@"\s(on\w+|style|src)\s*=", Quoted().Replace(tag.Value, "\"\""));
        }

        Assert.All(Href().Matches(body).Select(match => match.Groups["url"].Value), url => Assert.Matches(@"\A(#s[0-9-]+|https://docs\.example/rules/)", url));
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u001b', html);
        Assert.Contains(Marker, WebUtility.HtmlDecode(body), StringComparison.Ordinal);
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(folder.Path).Count());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task WriteAsync_HostileText_KeepsStructure(string hostile)
    {
        using var folder = new TemporaryFolder();
        var plain = await BodyAsync(folder.Path, "zqj");

        var body = await BodyAsync(folder.Path, hostile);

        // Evidence of several lines is a block of its own; nothing else may change the page's elements.
        var lines = hostile.Contains('\n', StringComparison.Ordinal);
        Assert.All(
            lines ? (string[])["h2", "h3", "details", "table", "tr", "td", "script", "strong", "a"] : ["h2", "h3", "details", "table", "tr", "td", "script", "strong", "a", "p", "li", "em"],
            element => Assert.Equal(Count(plain, element), Count(body, element)));
    }

    private static async Task<string> BodyAsync(string folder, string text)
    {
        var paths = await TestReports.Writer().WriteAsync(Scan(text), folder, ReportLanguage.English, TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(paths.Html, TestContext.Current.CancellationToken);
    }

    private static int Count(string html, string element) => Regex.Count(html, $"<{element}[ >]", RegexOptions.NonBacktracking);

    private static ScanResult Scan(string text) => new ScanResultBuilder()
        .WithImage(new ImageConfiguration
        {
            User = text,
            Entrypoint = [text, text],
            Command = [text],
            ExposedPorts = [text],
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text, [BaseImage.Label] = text },
            History = [new HistoryEntry(text, text, IsEmptyLayer: false)],
        })
        .Stage(StageIds.Trivy, StageOutcome.Partial, text, 1, ("stderr", text), (text, "x"))
        .Stage(StageIds.Autorun)
        .Stage(StageIds.Sandbox, StageOutcome.Partial, text, 1, ("mode", text))
        .Found(
            Drafts.Rule("secret.file", "rule", text, Severity.High, text, text) with { Description = text, Remediation = text, References = ["https://docs.example/rules/x", text] },
            Drafts.Rule(text, text, text, Severity.Low, text, text) with { References = [text, "javascript:alert(1)", "data:text/html,x"] },
            Drafts.Vulnerability(text, text, text, text, Severity.Critical, text) with { Description = text, Remediation = text, Evidence = text, CvssVector = text, References = [text], SourcePackage = text, Layer = LayeredScan.Layers[0] },
            Drafts.Rule("secret.env", "accepted", text, Severity.High, text, text) with { References = [] })
        .Accepted("accepted")
        .With(result => result with
        {
            Image = result.Image! with { Layers = [LayeredScan.Layers[0]] },
            OperatingSystem = new OperatingSystemInfo(text, text, EndOfLife: true),
            Failure = new ScanFailure(FailureKind.Internal, text),
            Autorun = [new AutorunFile { Path = text, Kind = AutorunKind.Other, StartedBy = text, Sha256 = text, Depth = 40, Package = text, PackageUnread = text }],
            Network = [new NetworkContact(text, text, 1, text, text, text, text)],
            Dropped = [new DroppedFile(text, text, 1, AutorunKind.Elf, WasRun: true) { Reputation = Reputation.Malicious }],
            Reputations = [.. Enum.GetValues<IndicatorKind>().SelectMany(kind => Enum.GetValues<Reputation>().Select(reputation => Looked(kind, reputation, text)))],
            Listeners = [new NetworkListener(text, text, 1, text)],
            Processes = [new ObservedProcess(text, text, 0)],
            Timeline = new SandboxTimeline(1_000, [new TimelineBar(text, 0, null, 0, true)], [new TimelineMark(1, text, text, true), new TimelineMark(2, text, "dns", false)]),
        }).Build();

    private static IndicatorReputation Looked(IndicatorKind kind, Reputation reputation, string text) => new()
    {
        Indicator = new Indicator(kind, text),
        Check = text,
        Seen = [text, text, text, text],
        Reputation = reputation,
        Report = new ReputationReport { Reputation = reputation, Flagged = 1, Asked = 2, Link = text, CheckedAt = DateTimeOffset.UnixEpoch },
    };

    [GeneratedRegex("<style>[^<]*</style>", RegexOptions.NonBacktracking)]
    private static partial Regex Style();

    [GeneratedRegex("<(?<name>[a-zA-Z][^\\s>/]*)[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex("href=\"(?<url>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Href();
}
