using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class NoticeTests
{
    private const string Notice = "Trivy 0.44.1 of August 2023 (npm's build): what came after it is unknown to it";

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Write_NoticeOfAStage_StandsOnceAmongWhatCouldNotBeAssessed(ReportLanguage language)
    {
        var told = Render(Scan((StageReport.NoticeKey, Notice), ("version", "0.44.1")), language);

        Assert.Equal(2, told.Split("0.44.1 of August 2023").Length);
        Assert.DoesNotContain("`notice`", told, StringComparison.Ordinal);
        Assert.DoesNotContain("August 2023", Render(Scan(("version", "0.44.1")), language), StringComparison.Ordinal);
    }

    private static ScanResult Scan(params (string Key, string Value)[] evidence)
    {
        var result = new ScanResultBuilder().WithImage(new()).Stage(StageIds.Trivy).Build();
        return result with { Stages = [.. result.Stages.Select(stage => stage.Id == StageIds.Trivy ? stage with { Evidence = evidence.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) } : stage)] };
    }

    private static string Render(ScanResult result, ReportLanguage language)
        => TestReports.Markdown(result, language);
}
