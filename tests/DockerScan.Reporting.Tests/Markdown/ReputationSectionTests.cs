using System.Globalization;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class ReputationSectionTests
{
    private const string Good = "https://www.virustotal.com/gui/domain/a.site.net";

    [Theory]
    [InlineData(Good, true)]
    [InlineData("https://WWW.VirusTotal.com/gui/domain/a.site.net", true)]
    [InlineData("http://www.virustotal.com/gui/domain/a.site.net", false)]
    [InlineData("https://www.virustotal.com.evil.example/gui", false)]
    [InlineData("https://www.virustotal.com@evil.example/gui", false)]
    [InlineData("https://www.virustotal.com:8443/gui", false)]
    [InlineData("https://virustotal.com/gui", false)]
    [InlineData("https://evil.example/https://www.virustotal.com/", false)]
    [InlineData("javascript:alert(1)", false)]
    public void Write_Link_LeadsToVirusTotalOrNowhere(string link, bool isLinked)
    {
        var scan = Scan(Looked(Reputation.Malicious, link: link));

        Assert.Equal(isLinked, Rows(scan)[0].Contains("](" + Good, StringComparison.Ordinal));
        Assert.Contains("5 of 70 engines flag it", Rows(scan)[0], StringComparison.Ordinal);
        Assert.Equal(isLinked, Rows(scan)[0].Contains("](", StringComparison.Ordinal));
        var json = JsonDocument.Parse(TestReports.Json(scan)).RootElement.GetProperty("reputation")[0].GetProperty("link");
        Assert.Equal(isLinked ? Good : null, json.GetString());
    }

    [Fact]
    public void Write_EveryVerdict_WorstFirstAndWhatNobodyFlagsLast()
    {
        var scan = Scan([.. Enum.GetValues<Reputation>().Select(reputation => Looked(reputation))]);

        string[] expected =
            ["**Malicious** [", "**Suspicious** [", "Not known to VirusTotal", "Waits for its turn", "Quota of the day used up, asked later", "Not looked up", "[`5 of 70"];
        var rows = Rows(scan);
        Assert.Equal(expected.Length, rows.Length);
        Assert.All(expected.Zip(rows), pair => Assert.StartsWith(pair.First, pair.Second.Split(" | ")[3], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Reputation.NotConfigured)]
    [InlineData(Reputation.OverQuota)]
    [InlineData(Reputation.Pending)]
    [InlineData(Reputation.Unknown)]
    public void Write_NoVerdict_IsNeverCalledGood(Reputation reputation)
    {
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            var row = Assert.Single(Rows(Scan(Looked(reputation)), language));
            Assert.DoesNotContain(["clean", "safe", "harmless", "threat", "0 of", "안전", "무해", "위협"], word => row.Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Write_MaliciousWithoutNumbers_IsStillLoud()
        => Assert.Contains("| **Malicious** |", Rows(Scan(Looked(Reputation.Malicious) with { Report = null }))[0], StringComparison.Ordinal);

    [Fact]
    public void Write_NameInSeen_IsDefangedTooAndTheRestIsCounted()
    {
        var row = Rows(Scan(Looked(Reputation.Unknown) with { Seen = ["A.site.net:443 by sh", "a.site.net:80", "a.site.net:81", "a.site.net:82", "a.site.net:83"] }))[0];

        Assert.Contains("`a[.]site[.]net:443 by sh`; `a[.]site[.]net:80`; `a[.]site[.]net:81` and 2 more |", row, StringComparison.Ordinal);
        Assert.DoesNotContain("a.site.net", row, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Write_Many_ShowsFiftyAndSaysHowManyMore()
    {
        var many = Enumerable.Range(0, 70).Select(number => Looked(Reputation.Harmless) with { Indicator = new(IndicatorKind.Domain, string.Create(CultureInfo.InvariantCulture, $"n{number}.site.net")) });

        var text = TestReports.Markdown(Scan([.. many, Looked(Reputation.Malicious)]), ReportLanguage.English);

        Assert.Equal(50, text.Split("site[.]net` | Domain |").Length - 1);
        Assert.Contains("**Malicious**", text, StringComparison.Ordinal);
        Assert.Contains("21 more are in the JSON report.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FlaggedFileOfPackage_ShowsTheVerdictNotThePackage()
    {
        var file = new AutorunFile { Path = "/bin/x", Kind = AutorunKind.Elf, StartedBy = "CMD", Package = "dash" };
        var scan = Scan() with { Autorun = [file with { Reputation = Reputation.Malicious }, file] };

        var text = TestReports.Markdown(scan, ReportLanguage.English);

        Assert.Contains("| `/bin/x` | `CMD` | ELF program | **Malicious** |", text, StringComparison.Ordinal);
        Assert.Contains("| Not looked up: belongs to package `dash` |", text, StringComparison.Ordinal);
    }

    private static string[] Rows(ScanResult scan, ReportLanguage language = ReportLanguage.English)
    {
        var word = language == ReportLanguage.English ? "| Domain |" : "| 도메인 |";
        return [.. TestReports.Markdown(scan, language).Split('\n').Where(line => line.Contains(word, StringComparison.Ordinal) && line.StartsWith("| `", StringComparison.Ordinal))];
    }

    private static ScanResult Scan(params IReadOnlyList<IndicatorReputation> all)
        => new ScanResultBuilder().WithImage(new()).Stage(StageIds.Trivy).With(result => result with { Reputations = all }).Build();

    private static IndicatorReputation Looked(Reputation reputation, string link = Good) => new()
    {
        Indicator = new Indicator(IndicatorKind.Domain, "a.site.net"),
        Check = CheckIds.MaliciousAddress,
        Seen = ["a.site.net:443"],
        Reputation = reputation,
        Report = reputation < Reputation.Unknown ? null : new ReputationReport { Reputation = reputation, Flagged = 5, Asked = 70, Link = link, CheckedAt = DateTimeOffset.UnixEpoch },
    };
}
