using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Checks;

public sealed class ChecklistEvaluatorTests
{
    private static readonly Checklist OneFeeder = List(Check("cve.a", "cve", "trivy"));
    private static readonly Checklist TwoFeeders = List(Check("secret.env", "secret", "trivy", "image-config"));

    [Theory]
    [InlineData(StageOutcome.Completed, CheckResult.NotDetected)]
    [InlineData(StageOutcome.Failed, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Partial, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.TimedOut, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Unsupported, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Skipped, CheckResult.NotAssessed)]
    public void Evaluate_NothingFound_IsNotDetectedOnlyWhenTheFeederCompleted(StageOutcome outcome, CheckResult expected)
        => Assert.Equal([new ChecklistLine("cve", "cve.a", expected, null, 0)], ChecklistEvaluator.Evaluate(OneFeeder, [], [Make.Stage("trivy", outcome)]));

    [Fact]
    public void Evaluate_EveryOutcomeExists_AboveToo() => Assert.Equal(6, Enum.GetValues<StageOutcome>().Length);

    [Theory]
    [InlineData(StageOutcome.Completed, StageOutcome.Completed, CheckResult.NotDetected)]
    [InlineData(StageOutcome.Completed, StageOutcome.Failed, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Failed, StageOutcome.Completed, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.Partial, StageOutcome.Completed, CheckResult.NotAssessed)]
    [InlineData(StageOutcome.TimedOut, StageOutcome.Skipped, CheckResult.NotAssessed)]
    public void Evaluate_TwoFeeders_BothMustHaveCompleted(StageOutcome trivy, StageOutcome config, CheckResult expected)
        => Assert.Equal(
            [new ChecklistLine("secret", "secret.env", expected, null, 0)],
            ChecklistEvaluator.Evaluate(TwoFeeders, [], [Make.Stage("trivy", trivy), Make.Stage("image-config", config)]));

    [Fact]
    public void Evaluate_FeederThatNeverRan_IsNotAssessed()
    {
        Assert.Equal(CheckResult.NotAssessed, Assert.Single(ChecklistEvaluator.Evaluate(TwoFeeders, [], [Make.Stage("trivy")])).Result);
        Assert.Equal(CheckResult.NotAssessed, Assert.Single(ChecklistEvaluator.Evaluate(OneFeeder, [], [])).Result);
    }

    [Theory]
    [InlineData(StageOutcome.Completed, StageOutcome.Failed)]
    [InlineData(StageOutcome.Failed, StageOutcome.Completed)]
    public void Evaluate_FeederReportedTwice_BothMustHaveCompleted(StageOutcome first, StageOutcome second)
        => Assert.Equal(
            CheckResult.NotAssessed,
            Assert.Single(ChecklistEvaluator.Evaluate(OneFeeder, [], [Make.Stage("trivy", first), Make.Stage("trivy", second)])).Result);

    [Fact]
    public void Evaluate_CheckThatTheTableDoesNotKnow_BearsNoGapAtAll()
        => Assert.Equal(
            CheckResult.NotAssessed,
            Assert.Single(ChecklistEvaluator.Evaluate(OneFeeder, [], [Make.Stage("trivy") with { Gaps = [new Gap(GapKind.PackageListNone, "none")] }])).Result);

    [Fact]
    public void Evaluate_NobodyFeedsIt_IsNotAssessed()
        => Assert.Equal(
            [new ChecklistLine("g", "behavior.miner", CheckResult.NotAssessed, null, 0)],
            ChecklistEvaluator.Evaluate(List(Check("behavior.miner", "g")), [], [Make.Stage("trivy")]));

    [Theory]
    [InlineData(StageOutcome.Completed)]
    [InlineData(StageOutcome.Failed)]
    [InlineData(StageOutcome.Partial)]
    public void Evaluate_Found_IsDetectedWhateverTheFeederSays(StageOutcome outcome)
    {
        Finding[] findings =
        [
            Make.Finding("1", Risk.Low, check: "cve.a"), Make.Finding("2", Risk.High, check: "cve.a"), Make.Finding("3", Risk.Medium, check: "cve.a"),
            Make.Finding("4", Risk.High, check: "cve.other"),
        ];
        Assert.Equal(
            [new ChecklistLine("cve", "cve.a", CheckResult.Detected, Risk.High, 3)],
            ChecklistEvaluator.Evaluate(OneFeeder, findings, [Make.Stage("trivy", outcome)]));
    }

    [Fact]
    public void Evaluate_EvidenceForFurtherChecks_CountsInEachOnce()
    {
        var checklist = List(Check("cve.a", "cve", "trivy"), Check("cve.b", "cve", "trivy"), Check("cve.c", "cve", "trivy"));
        Finding[] findings =
        [
            Make.Finding("1", Risk.Medium, check: "cve.a", alsoChecks: ["cve.b", "cve.b", "cve.a", "not.in-list"]),
            Make.Finding("2", Risk.Low, check: "cve.b"),
        ];
        Assert.Equal(
            [
                new ChecklistLine("cve", "cve.a", CheckResult.Detected, Risk.Medium, 1),
                new ChecklistLine("cve", "cve.b", CheckResult.Detected, Risk.Medium, 2),
                new ChecklistLine("cve", "cve.c", CheckResult.NotDetected, null, 0),
            ],
            ChecklistEvaluator.Evaluate(checklist, findings, [Make.Stage("trivy")]));
    }

    [Fact]
    public void Evaluate_AcceptedFindings_DoNotCount()
    {
        Finding[] findings = [Make.Finding("1", Risk.High, FindingState.Accepted, check: "cve.a"), Make.Finding("2", Risk.Low, check: "cve.a")];
        StageReport[] completed = [Make.Stage("trivy")];
        Assert.Equal([new ChecklistLine("cve", "cve.a", CheckResult.Detected, Risk.Low, 1)], ChecklistEvaluator.Evaluate(OneFeeder, findings, completed));
        Assert.Equal([new ChecklistLine("cve", "cve.a", CheckResult.NotDetected, null, 0)], ChecklistEvaluator.Evaluate(OneFeeder, findings[..1], completed));
        Assert.Equal(
            CheckResult.NotAssessed, Assert.Single(ChecklistEvaluator.Evaluate(OneFeeder, findings[..1], [Make.Stage("trivy", StageOutcome.Failed)])).Result);
    }

    [Fact]
    public void Evaluate_Lines_StandInTheChecklistsOrder()
    {
        var checklist = List(Check("z", "1", "trivy"), Check("a", "2", "trivy"), Check("m", "1", "trivy"));
        Assert.Equal(["z", "a", "m"], ChecklistEvaluator.Evaluate(checklist, [Make.Finding(check: "m")], [Make.Stage("trivy")]).Select(line => line.Check));
    }

    private static Checklist List(params CheckDefinition[] checks) => new([], checks);

    private static CheckDefinition Check(string id, string group, params string[] fedBy) => new()
    {
        Id = id,
        Group = group,
        Title = new LocalizedText("t", "t"),
        Diagnosed = new LocalizedText("d", "d"),
        Mend = new LocalizedText("m", "m"),
        RiskReason = new LocalizedText("r", "r"),
        FedBy = fedBy,
        Risk = RiskRule.High,
    };
}
