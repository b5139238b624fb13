using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class SandboxSectionTests
{
    private static readonly string[] Nothing =
        ["Nothing was tried", "Nothing listened", "No process was seen", "접속 시도가 없었습니다", "수신 대기 소켓이 없었습니다", "프로세스가 발견되지 않았습니다"];

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Write_CompletedAndEmpty_SaysNothingWasSeen(ReportLanguage language)
    {
        var text = Render(Scan(StageOutcome.Completed), language);

        Assert.Equal(3, Nothing.Count(words => text.Contains(words, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(StageOutcome.Failed)]
    [InlineData(StageOutcome.Partial)]
    [InlineData(StageOutcome.TimedOut)]
    [InlineData(StageOutcome.Unsupported)]
    [InlineData(StageOutcome.Skipped)]
    [InlineData(null)]
    public void Write_NotCompletedAndEmpty_SaysNotAssessed(StageOutcome? outcome)
    {
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            var text = Render(Scan(outcome), language);

            Assert.DoesNotContain(Nothing, words => text.Contains(words, StringComparison.Ordinal));
            foreach (var title in language == ReportLanguage.English ? (string[])["Network contacts", "Listening sockets", "Processes"] : ["외부 접속 시도", "수신 대기 소켓", "실행된 프로세스"])
            {
                Assert.Contains($"### {title}\n\n**{(language == ReportLanguage.English ? "Not assessed" : "진단 안 됨")}** ", text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("open", StageOutcome.Completed, true)]
    [InlineData("OPEN", StageOutcome.Partial, true)]
    [InlineData("open", StageOutcome.Failed, true)]
    [InlineData("sinkhole", StageOutcome.Completed, false)]
    [InlineData("none", StageOutcome.Completed, false)]
    public void Write_OpenMode_WarnsInVerdictAndSection(string mode, StageOutcome outcome, bool warns)
    {
        var text = Render(Scan(outcome, ("mode", mode)), ReportLanguage.English);

        // Beside the verdict, and where its behaviour is told.
        Assert.Equal(warns ? 3 : 1, text.Split("The sandbox ran in open mode").Length);
        Assert.Equal(warns, text.Contains("> **Open network**", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_NoneMode_SaysWhatCouldNotBeSeen()
        => Assert.Contains("The sandbox had no network", Render(Scan(StageOutcome.Completed, ("mode", "none")), ReportLanguage.English), StringComparison.Ordinal);

    [Fact]
    public void Write_Partial_SaysSoWithReason()
        => Assert.Contains(
            "> **Partial** What the image does when it is started was not fully seen. What follows may lack something. (why)\n",
            Render(Scan(StageOutcome.Partial), ReportLanguage.English),
            StringComparison.Ordinal);

    [Fact]
    public void Write_Timeline_HasRowForEveryBarAndEachDifferentMark()
    {
        var text = Render(Scan(StageOutcome.Completed) with { Timeline = SampleTimelines.Crowded() }, ReportLanguage.English);

        var table = text[text.IndexOf("#### The timeline as a table", StringComparison.Ordinal)..text.IndexOf("### Network contacts", StringComparison.Ordinal)];
        var rows = table.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])).ToList();
        var timeline = SampleTimelines.Crowded();
        Assert.Equal(timeline.Bars.Count + timeline.Marks.DistinctBy(mark => (mark.Kind, mark.Label, mark.IsSuspicious)).Count(), rows.Count);
        Assert.Equal(rows.Select(Start).Order(), rows.Select(Start));
    }

    [Fact]
    public void Write_MaliciousContact_IsToldApartInTheTable()
    {
        var text = Render(
            Scan(StageOutcome.Completed) with
            {
                Timeline = new SandboxTimeline(60_000, [], [new(1_000, "pool.site.net", "dns", false), new(2_000, "other.site.net", "dns", true)]),
                Reputations = [new IndicatorReputation { Indicator = new(IndicatorKind.Domain, "pool.site.net"), Check = CheckIds.MaliciousAddress, Seen = [], Reputation = Reputation.Malicious }],
            },
            ReportLanguage.English);

        Assert.Contains("| `pool.site.net` | **Malicious** |\n", text, StringComparison.Ordinal);
        Assert.Contains("| `other.site.net` | **Suspicious** |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Listeners_TellWhatIsDeclared()
    {
        var text = Render(Scan(StageOutcome.Completed) with { Listeners = [new("tcp", "::", 6379, "redis"), new("udp", "0.0.0.0", 6379, null)] }, ReportLanguage.English);

        Assert.Contains("| `[::]:6379` | `tcp` | `redis` | yes |\n| `0.0.0.0:6379` | `udp` | – | **no** |\n", text, StringComparison.Ordinal);
    }

    private static double Start(string row) => double.Parse(row.Split('|')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static ScanResult Scan(StageOutcome? outcome, params (string Key, string Value)[] evidence)
    {
        var builder = new ScanResultBuilder().WithImage(new() { ExposedPorts = ["6379/tcp"] }).Stage(StageIds.Trivy);
        return outcome is { } how ? builder.Optional(StageIds.Sandbox, how, how == StageOutcome.Completed ? null : "why", 0, evidence).Build() : builder.Build();
    }

    private static string Render(ScanResult scan, ReportLanguage language) => TestReports.Markdown(scan, language);
}
