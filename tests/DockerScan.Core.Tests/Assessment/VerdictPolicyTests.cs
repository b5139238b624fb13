using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Tests.Assessment;

/// <summary>The whole table: only when every required stage completed a verdict other than unknown is given.</summary>
public sealed class VerdictPolicyTests
{
    private static readonly string[] Required = ["a", "b"];

    public static TheoryData<StageOutcome, StageOutcome, Risk?> Table()
    {
        var data = new TheoryData<StageOutcome, StageOutcome, Risk?>();
        foreach (var first in Enum.GetValues<StageOutcome>())
        {
            foreach (var second in Enum.GetValues<StageOutcome>())
            {
                foreach (var risk in Enum.GetValues<Risk>().Cast<Risk?>().Append(null))
                {
                    data.Add(first, second, risk);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Decide_EveryCombination_IsKnownOnlyWhenAllCompleted(StageOutcome first, StageOutcome second, Risk? risk)
    {
        var findings = risk is { } given ? [Found(given)] : Array.Empty<Finding>();

        // What is not required says nothing, however it ended.
        var isComplete = VerdictPolicy.IsComplete([Stage("a", first), Stage("b", second), Stage("c", StageOutcome.Failed)], Required);

        Assert.Equal(first == StageOutcome.Completed && second == StageOutcome.Completed, isComplete);
        var worst = risk switch { Risk.High => Verdict.High, Risk.Medium => Verdict.Medium, Risk.Low => Verdict.Low, _ => Verdict.None };
        Assert.Equal(isComplete ? worst : Verdict.Unknown, VerdictPolicy.Decide(isComplete, findings));
        Assert.Equal(worst, VerdictPolicy.WorstFound(findings));
    }

    [Fact]
    public void IsComplete_MissingStage_IsNot() => Assert.False(VerdictPolicy.IsComplete([Stage("a", StageOutcome.Completed)], Required));

    [Fact]
    public void IsComplete_NothingRequired_IsNot() => Assert.False(VerdictPolicy.IsComplete([Stage("a", StageOutcome.Completed)], []));

    [Fact]
    public void IsComplete_OneStageTwice_BothMustComplete()
        => Assert.False(VerdictPolicy.IsComplete([Stage("a", StageOutcome.Completed), Stage("b", StageOutcome.Completed), Stage("b", StageOutcome.Failed)], Required));

    [Fact]
    public void WorstFound_Accepted_DoesNotCount()
        => Assert.Equal(Verdict.Low, VerdictPolicy.WorstFound([Found(Risk.High) with { State = FindingState.Accepted }, Found(Risk.Low)]));

    private static StageReport Stage(string id, StageOutcome outcome) => new(id, outcome, null, TimeSpan.Zero, new Dictionary<string, string>());

    private static Finding Found(Risk risk) => new()
    {
        Key = "k",
        Scanner = "a",
        Risk = risk,
        Details = new FindingDraft { Check = "c", KeyClass = "c", Id = "i", Location = "l", Title = "t", Severity = Severity.Low, Target = "t", Evidence = "e", Remediation = "r" },
    };
}
