using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Assessment;

public sealed class VerdictPolicyTests
{
    private const string Watched = "trivy";
    private const string Other = "image-config";

    // The whole table: the stage's outcome, whether it is required, then the verdict when the worst open finding is none, low, medium, high.
    public static TheoryData<StageOutcome, bool, Verdict, Verdict, Verdict, Verdict> Table => new()
    {
        { StageOutcome.Completed, true, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High },
        { StageOutcome.Failed, true, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown },
        { StageOutcome.Partial, true, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown },
        { StageOutcome.TimedOut, true, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown },
        { StageOutcome.Unsupported, true, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown },
        { StageOutcome.Skipped, true, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown },
        { StageOutcome.Completed, false, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High },
        { StageOutcome.Failed, false, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High },
        { StageOutcome.Partial, false, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High },
        { StageOutcome.TimedOut, false, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High },
        { StageOutcome.Unsupported, false, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High },
        { StageOutcome.Skipped, false, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Decide_EveryOutcome_IsKnownOnlyWhenWhatIsRequiredCompleted(
        StageOutcome outcome, bool isRequired, Verdict none, Verdict low, Verdict medium, Verdict high)
    {
        string[] required = isRequired ? [Other, Watched] : [Other];
        StageReport[] stages = [Make.Stage(Other), Make.Stage(Watched, outcome)];
        Assert.Equal(none, Decide(stages, required));
        Assert.Equal(low, Decide(stages, required, Risk.Low));
        Assert.Equal(medium, Decide(stages, required, Risk.Low, Risk.Medium, Risk.Low));
        Assert.Equal(high, Decide(stages, required, Risk.Medium, Risk.High, Risk.Low));
        Assert.Equal(none, Decide([.. stages.Reverse<StageReport>()], required));
    }

    [Fact]
    public void Table_Rows_AreAllThereAre()
    {
        var rows = Table.Select(row => (row.Data.Item1, row.Data.Item2)).ToHashSet();
        Assert.Equal(Enum.GetValues<StageOutcome>().SelectMany(outcome => new[] { (outcome, true), (outcome, false) }).ToHashSet(), rows);
        Assert.Equal(new[] { Risk.Low, Risk.Medium, Risk.High }, Enum.GetValues<Risk>());
    }

    [Fact]
    public void IsComplete_RequiredStageIsMissing_IsFalse()
    {
        Assert.False(VerdictPolicy.IsComplete([Make.Stage(Other)], [Other, Watched]));
        Assert.False(VerdictPolicy.IsComplete([], [Watched]));
        Assert.False(VerdictPolicy.IsComplete([Make.Stage("TRIVY")], [Watched]));
    }

    [Fact]
    public void IsComplete_NothingIsRequired_IsFalse()
    {
        Assert.False(VerdictPolicy.IsComplete([Make.Stage(Watched)], []));
        Assert.False(VerdictPolicy.IsComplete([], []));
    }

    [Theory]
    [InlineData(StageOutcome.Completed, StageOutcome.Failed, false)]
    [InlineData(StageOutcome.Failed, StageOutcome.Completed, false)]
    [InlineData(StageOutcome.Completed, StageOutcome.Completed, true)]
    public void IsComplete_StageIsReportedTwice_BothMustHaveCompleted(StageOutcome first, StageOutcome second, bool expected)
        => Assert.Equal(expected, VerdictPolicy.IsComplete([Make.Stage(Watched, first), Make.Stage(Watched, second)], [Watched]));

    [Fact]
    public void WorstFound_AcceptedFindings_DoNotCount()
    {
        var accepted = Make.Finding("a", Risk.High, FindingState.Accepted);
        Assert.Equal(Verdict.None, VerdictPolicy.WorstFound([accepted]));
        Assert.Equal(Verdict.Low, VerdictPolicy.WorstFound([accepted, Make.Finding("b", Risk.Low)]));
        Assert.Equal(Verdict.High, VerdictPolicy.WorstFound([accepted, Make.Finding("b", Risk.High)]));
    }

    [Fact]
    public void Decide_IncompleteWithFindings_IsUnknownAndAtLeastSaysHowBad()
    {
        Finding[] findings = [Make.Finding("a", Risk.Medium)];
        Assert.Equal(Verdict.Unknown, VerdictPolicy.Decide(complete: false, findings));
        Assert.Equal(Verdict.Medium, VerdictPolicy.WorstFound(findings));
    }

    private static Verdict Decide(StageReport[] stages, string[] required, params Risk[] risks)
        => VerdictPolicy.Decide(
            VerdictPolicy.IsComplete(stages, required), [.. risks.Select((risk, number) => Make.Finding("k" + (char)('a' + number), risk))]);
}
