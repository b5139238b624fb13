using DockerScan.Core.Diff;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;

namespace DockerScan.Core.Tests.Diff;

/// <summary>A broken scan fixes nothing.</summary>
public sealed class ScanDiffTests
{
    [Fact]
    public void Compare_EveryKind_IsTold()
    {
        var before = Result(StageOutcome.Completed, Found("same", Risk.Low), Found("worse", Risk.Low), Found("gone", Risk.High));
        var now = Result(StageOutcome.Completed, Found("same", Risk.Low), Found("worse", Risk.High), Found("fresh", Risk.Low));

        var diff = ScanDiff.Compare(before, now);

        Assert.Equal("fresh", Assert.Single(diff.New).Key);
        Assert.Equal("worse", Assert.Single(diff.Raised).Key);
        Assert.Equal("gone", Assert.Single(diff.Fixed).Key);
        Assert.Equal("same", Assert.Single(diff.Unchanged).Key);
        Assert.Empty(diff.NotComparable);
    }

    [Theory]
    [InlineData(StageOutcome.Failed)]
    [InlineData(StageOutcome.Partial)]
    [InlineData(StageOutcome.TimedOut)]
    [InlineData(StageOutcome.Unsupported)]
    [InlineData(StageOutcome.Skipped)]
    public void Compare_ScannerDidNotComplete_NothingIsFixed(StageOutcome outcome)
    {
        var diff = ScanDiff.Compare(Result(StageOutcome.Completed, Found("gone", Risk.High)), Result(outcome));

        Assert.Empty(diff.Fixed);
        Assert.Equal("gone", Assert.Single(diff.NotComparable).Key);
    }

    private static ScanResult Result(StageOutcome outcome, params Finding[] findings)
        => SampleScans.Clean() with { Findings = findings, Stages = [new StageReport("trivy", outcome, null, TimeSpan.Zero, new Dictionary<string, string>())] };

    private static Finding Found(string key, Risk risk) => new()
    {
        Key = key,
        Scanner = "trivy",
        Risk = risk,
        Details = new FindingDraft { Check = "c", KeyClass = "c", Id = key, Location = "l", Title = "t", Severity = Severity.Medium, Target = "t", Evidence = "e", Remediation = "r" },
    };
}
