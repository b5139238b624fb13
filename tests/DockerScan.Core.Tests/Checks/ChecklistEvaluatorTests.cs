using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Tests.Checks;

/// <summary>"Not detected" is said only when everything that feeds the check completed.</summary>
public sealed class ChecklistEvaluatorTests
{
    private static readonly Checklist List = new([], [Check("one", "a", "b"), Check("none")]);

    [Theory]
    [InlineData(StageOutcome.Completed, CheckResult.NotDetected)]
    [InlineData(StageOutcome.Failed, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Partial, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.TimedOut, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Unsupported, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Skipped, CheckResult.NotAssessed)]
    public void Evaluate_NothingFound_DependsOnTheFeeders(StageOutcome second, CheckResult result)
        => Assert.Equal(result, ChecklistEvaluator.Evaluate(List, [], [Stage("a", StageOutcome.Completed), Stage("b", second)])[0].Result);

    [Fact]
    public void Evaluate_FeederMissing_IsNotAssessed()
        => Assert.Equal(CheckResult.NotAssessed, ChecklistEvaluator.Evaluate(List, [], [Stage("a", StageOutcome.Completed)])[0].Result);

    [Fact]
    public void Evaluate_FedByNobody_IsNeverClean()
        => Assert.Equal(CheckResult.NotAssessed, ChecklistEvaluator.Evaluate(List, [], [Stage("a", StageOutcome.Completed), Stage("b", StageOutcome.Completed)])[1].Result);

    [Fact]
    public void Evaluate_FoundByAFailedScanner_IsDetected()
    {
        var line = ChecklistEvaluator.Evaluate(List, [Found("one", Risk.Low), Found("one", Risk.High), Found("x", Risk.Medium, also: "one")], [Stage("a", StageOutcome.Failed)])[0];

        Assert.Equal((CheckResult.Detected, Risk.High, 3), (line.Result, line.Risk, line.Findings));
    }

    [Fact]
    public void Evaluate_Accepted_IsNoFinding()
        => Assert.Equal(
            (CheckResult.NotDetected, null, 0),
            ChecklistEvaluator.Evaluate(List, [Found("one", Risk.High) with { State = FindingState.Accepted }], [Stage("a", StageOutcome.Completed), Stage("b", StageOutcome.Completed)])[0]
                is var line ? (line.Result, line.Risk, line.Findings) : default);

    private static StageReport Stage(string id, StageOutcome outcome) => new(id, outcome, null, TimeSpan.Zero, new Dictionary<string, string>());

    private static CheckDefinition Check(string id, params string[] fedBy)
    {
        var text = new LocalizedText("t", "t");
        return new CheckDefinition { Id = id, Group = "g", Title = text, Diagnosed = text, Mend = text, FedBy = fedBy, Risk = RiskRule.Severity, RiskReason = text };
    }

    private static Finding Found(string check, Risk risk, string? also = null) => new()
    {
        Key = "k",
        Scanner = "a",
        Risk = risk,
        Details = new FindingDraft
        {
            Check = check, AlsoChecks = also is null ? [] : [also], KeyClass = "c", Id = "i", Location = "l", Title = "t", Severity = Severity.Low, Target = "t", Evidence = "e", Remediation = "r",
        },
    };
}
