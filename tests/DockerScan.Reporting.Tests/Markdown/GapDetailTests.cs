using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

/// <summary>What a scanner says of a gap beside its kind is said in the reader's language where it is one of ours, and as it is where it is not.</summary>
public sealed class GapDetailTests
{
    private const string Sample
        = "only the sample database was there, which knows a few vulnerabilities; next step: let this machine reach the database repository, or set Trivy:DatabasePath to a folder with db/trivy.db and db/metadata.json";

    [Fact]
    public void Write_GapsOfOurs_AreSaidInKoreanWithTheirNumbers()
    {
        var told = Render([new Gap(GapKind.DatabaseSample, Sample), new Gap(GapKind.PackageListNone, "no package list stands behind /app and 3 more: which versions these programs are, and what is known against them, nobody can say")]);

        Assert.Contains("일부 취약점만 담긴 예제 데이터베이스뿐임. 조치: ", told, StringComparison.Ordinal);
        Assert.Contains("/app 외 3개: 뒷받침하는 패키지 목록이 없어", told, StringComparison.Ordinal);
        Assert.DoesNotContain("sample database", told, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody can say", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_GapOfAnotherWording_IsSaidAsItIs()
        => Assert.Contains("(the moon was full)", Render([new Gap(GapKind.DatabaseSample, "the moon was full")]), StringComparison.Ordinal);

    private static string Render(IReadOnlyList<Gap> gaps)
    {
        var (outcome, reason) = CheckTable.Conclude(gaps);
        var result = new ScanResultBuilder().WithImage(new()).Stage(StageIds.Trivy).Build();
        return TestReports.Markdown(
            result with { Stages = [.. result.Stages.Select(stage => stage.Id == StageIds.Trivy ? stage with { Outcome = outcome, Reason = reason, Gaps = gaps } : stage)] }, ReportLanguage.Korean);
    }
}
