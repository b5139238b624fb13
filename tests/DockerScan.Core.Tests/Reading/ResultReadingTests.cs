using DockerScan.Core.Checks;
using DockerScan.Core.Reading;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Reading;

public sealed class ResultReadingTests
{
    [Theory]
    [InlineData(StageOutcome.Completed, SandboxView.Seen)]
    [InlineData(StageOutcome.Skipped, SandboxView.NotStarted)]
    [InlineData(StageOutcome.Unsupported, SandboxView.NotStarted)]
    [InlineData(StageOutcome.Failed, SandboxView.NotFullySeen)]
    [InlineData(StageOutcome.TimedOut, SandboxView.NotFullySeen)]
    [InlineData(StageOutcome.Partial, SandboxView.NotFullySeen)]
    public void Sandbox_OnlyACompletedStage_HasSeenEverything(StageOutcome outcome, SandboxView expected)
        => Assert.Equal(expected, new ResultReading(Make.Scan([Make.Stage(StageIds.Sandbox, outcome)])).Sandbox);

    [Fact]
    public void Sandbox_NoStageOrACommandThatNeverRan_WasNotStarted()
    {
        var evidence = new Dictionary<string, string> { [TargetRun.EvidenceKey] = new TargetRun(TargetEnd.NeverRan, 0).ToString() };

        Assert.Equal(SandboxView.NotStarted, new ResultReading(Make.Scan([])).Sandbox);
        Assert.Equal(SandboxView.NotStarted, new ResultReading(Make.Scan([Make.Stage(StageIds.Sandbox) with { Evidence = evidence }])).Sandbox);
    }

    [Fact]
    public void NotCompleted_EveryOutcomeButCompleted_IsInIt()
    {
        var stages = Enum.GetValues<StageOutcome>().Select(outcome => Make.Stage(outcome.ToString(), outcome)).ToList();

        Assert.Equal(Enum.GetValues<StageOutcome>().Where(outcome => outcome != StageOutcome.Completed), new ResultReading(Make.Scan(stages)).NotCompleted.Select(stage => stage.Outcome));
    }

    [Fact]
    public void QuietGaps_OfAWholeStage_AreNotLost()
    {
        var stage = Make.Stage(StageIds.Trivy) with { Gaps = [new Gap(GapKind.PackageListNone, "no list"), new Gap(GapKind.DatabaseStale, "old")] };

        Assert.Equal("no list", Assert.Single(new ResultReading(Make.Scan([stage])).QuietGaps).Gap.Detail);
    }

    [Theory]
    [InlineData(StageIds.Resolve, StageOutcome.Completed, false)]
    [InlineData(StageIds.Acquire, StageOutcome.Completed, false)]
    [InlineData(StageIds.Trivy, StageOutcome.Failed, false)]
    [InlineData(StageIds.Trivy, StageOutcome.Partial, true)]
    public void HasLooked_OnlyWhatLooksIntoTheImage_Counts(string stage, StageOutcome outcome, bool expected)
        => Assert.Equal(expected, new ResultReading(Make.Scan([Make.Stage(stage, outcome)])).HasLooked);

    [Fact]
    public void NotAssessed_AndCounts_AreThoseOfTheChecklist()
    {
        ScanResult scan = Make.Scan([]) with
        {
            Checklist = [new ChecklistLine("g", "a", CheckResult.NotAssessed, null, 0), new ChecklistLine("g", "b", CheckResult.NotDetected, null, 0), new ChecklistLine("g", "c", CheckResult.NotAssessed, null, 0)],
        };

        var reading = new ResultReading(scan);

        Assert.Equal(["a", "c"], reading.NotAssessed.Select(line => line.Check));
        Assert.Equal((0, 1, 2), (reading.Count(CheckResult.Detected), reading.Count(CheckResult.NotDetected), reading.Count(CheckResult.NotAssessed)));
    }

    [Fact]
    public void Timeline_NotStarted_IsNone() => Assert.Null(new ResultReading(Make.Scan([])).Timeline);
}
