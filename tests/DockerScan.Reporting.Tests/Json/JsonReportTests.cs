using System.Text.Json;
using DockerScan.Core.Findings;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Json;

public sealed class JsonReportTests
{
    [Fact]
    public void ToJson_Vulnerable_KeepsMembersOfContractInOrder()
    {
        var json = Parse(SampleScans.Vulnerable());

        Assert.Equal(
            ["schemaVersion", "scanId", "image", "startedAt", "finishedAt", "verdict", "atLeast", "complete", "stages", "findings", "checklist", "network", "listeners", "processes", "autorun", "reports", "dropped", "reputation"],
            Names(json));
        Assert.Equal(["reference", "repository", "tag", "digest", "imageId", "platform", "sizeBytes", "os"], Names(json.GetProperty("image")));
        Assert.Equal(
            ["key", "scanner", "check", "alsoChecks", "id", "title", "severity", "risk", "target", "installedVersion", "fixedVersion", "evidence", "remediation", "references", "state"],
            Names(json.GetProperty("findings")[0]));
        Assert.Equal("CVE diagnosis", json.GetProperty("checklist")[0].GetProperty("group").GetString());
        Assert.Equal("2026-03-14T09:26:53.000Z", json.GetProperty("startedAt").GetString());
    }

    [Fact]
    public void ToJson_NoImage_GivesNulls()
    {
        var json = Parse(SampleScans.Failed());

        var image = json.GetProperty("image");
        Assert.All((string[])["digest", "imageId", "sizeBytes", "os"], name => Assert.Equal(JsonValueKind.Null, image.GetProperty(name).ValueKind));
        Assert.Equal(("unknown", false), (json.GetProperty("verdict").GetString(), json.GetProperty("complete").GetBoolean()));
        Assert.All((string[])["network", "listeners", "processes", "autorun", "findings"], name => Assert.Equal(0, json.GetProperty(name).GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("reports").GetProperty("html").ValueKind);
    }

    [Fact]
    public void ToJson_LocalImage_HasNoDigest()
        => Assert.Equal(JsonValueKind.Null, Parse(SampleScans.Partial()).GetProperty("image").GetProperty("digest").ValueKind);

    [Fact]
    public void ToJson_NoticeOfAStage_IsAMemberOfItAlone()
    {
        var told = new StageReport(StageIds.Trivy, StageOutcome.Completed, null, TimeSpan.Zero, new Dictionary<string, string> { [StageReport.NoticeKey] = "an old one" });
        var silent = told with { Id = StageIds.Autorun, Evidence = new Dictionary<string, string>() };

        var stages = Parse(SampleScans.Clean() with { Stages = [told, silent] }).GetProperty("stages");

        Assert.Equal("an old one", stages[0].GetProperty("notice").GetString());
        Assert.False(stages[1].TryGetProperty("notice", out _));
    }

    [Fact]
    public void ToJson_WithPaths_NamesThem()
    {
        var json = JsonDocument.Parse(TestReports.Json(SampleScans.Clean(), new ReportPaths("/r/report.md", "/r/report.html", "/r/report.json")));

        Assert.Equal("/r/report.md", json.RootElement.GetProperty("reports").GetProperty("markdown").GetString());
    }

    [Theory]
    [InlineData("open", "real network")]
    [InlineData("none", "had no network")]
    [InlineData("sinkhole", null)]
    public void ToJson_StartedImage_SaysWhatNetworkItHad(string mode, string? warning)
    {
        var stage = new StageReport(StageIds.Sandbox, StageOutcome.Partial, "why", TimeSpan.Zero, new Dictionary<string, string> { ["mode"] = mode });

        var sandbox = Parse(SampleScans.Clean() with { Stages = [stage] }).GetProperty("sandbox");

        Assert.Equal(mode, sandbox.GetProperty("mode").GetString());
        Assert.Equal(warning is null, sandbox.GetProperty("warning").GetString() is null);
        Assert.Contains(warning ?? string.Empty, sandbox.GetProperty("warning").GetString() ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void ToJson_HostileText_IsPlainAsciiAndRoundTrips()
    {
        const string Title = "\u001b[2J\u202E<script> 한글 \"'`\n";
        var draft = Drafts.Rule("secret.file", "x", "/a", Severity.High, Title, "lone \uD800 surrogate") with
        {
            References = ["javascript:alert(1)", "https://good.example/"],
        };

        var text = TestReports.Json(new ScanResultBuilder().Found(draft).Build());

        Assert.DoesNotContain(text, character => character > '~' || (character < ' ' && character != '\n'));
        var finding = JsonDocument.Parse(text).RootElement.GetProperty("findings")[0];
        Assert.Equal(Title, finding.GetProperty("title").GetString());
        Assert.Equal("https://good.example/", Assert.Single(finding.GetProperty("references").EnumerateArray()).GetString());
    }

    private static JsonElement Parse(ScanResult result) => JsonDocument.Parse(TestReports.Json(result)).RootElement;

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
