using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class NoticeTests
{
    private const string Notice = "Trivy 0.44.1 of August 2023 (npm's build): systems, package forms and rules that came after it are unknown to it; next step: install another";

    [Theory]
    [InlineData(ReportLanguage.English, "Trivy 0.44.1 of August 2023 (npm's build): systems")]
    [InlineData(ReportLanguage.Korean, "Trivy 0.44.1(2023년 8월)(npm 빌드): 이후에 나온 시스템")]
    public void Write_NoticeOfAStage_StandsOnceAmongWhatCouldNotBeAssessed(ReportLanguage language, string expected)
    {
        var told = Render(Scan((StageReport.NoticeKey, Notice), ("version", "0.44.1")), language);

        Assert.Equal(2, told.Split(expected).Length);
        Assert.Equal(language == ReportLanguage.English, told.Contains("August 2023", StringComparison.Ordinal));
        Assert.DoesNotContain("`notice`", told, StringComparison.Ordinal);
        Assert.DoesNotContain("0.44.1 of", Render(Scan(("version", "0.44.1")), language), StringComparison.Ordinal);
    }

    private static ScanResult Scan(params (string Key, string Value)[] evidence)
    {
        var result = new ScanResultBuilder().WithImage(new()).Stage(StageIds.Trivy).Build();
        return result with { Stages = [.. result.Stages.Select(stage => stage.Id == StageIds.Trivy ? stage with { Evidence = evidence.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) } : stage)] };
    }

    private static string Render(ScanResult result, ReportLanguage language)
        => TestReports.Markdown(result, language);
}
