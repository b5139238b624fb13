using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Stores;

namespace DockerScan.Engine.Tests.Reputations;

public sealed class ReputationAssessorTests
{
    private static readonly NetworkContact Contact = new("tcp", "185.1.2.3", 4444, "bad.site.net", "sh", null, "called");

    private static readonly AutorunFile File = new() { Path = "/run.sh", Sha256 = new string('a', 64), Kind = AutorunKind.Script, StartedBy = "CMD" };

    [Theory]
    [InlineData(Reputation.NotConfigured, CheckResult.NotAssessed)]
    [InlineData(Reputation.OverQuota, CheckResult.NotAssessed)]
    [InlineData(Reputation.Pending, CheckResult.NotAssessed)]
    [InlineData(Reputation.Unknown, CheckResult.NotAssessed)]
    [InlineData(Reputation.Harmless, CheckResult.NotDetected)]
    [InlineData(Reputation.Suspicious, CheckResult.Detected)]
    [InlineData(Reputation.Malicious, CheckResult.Detected)]
    public void Apply_Verdict_DecidesBothChecksAndNothingUnknownIsClean(Reputation reputation, CheckResult expected)
    {
        var result = Apply(reputation, reputation);

        Assert.Equal(expected, Line(result, CheckIds.MaliciousAddress).Result);
        Assert.Equal(expected, Line(result, CheckIds.AutorunMalware).Result);
        Assert.Equal(reputation, Assert.Single(result.Network).Reputation);
        Assert.Equal(reputation, Assert.Single(result.Autorun).Reputation);
    }

    [Fact]
    public void Apply_UnknownFile_SaysNothingAgainstTheAddresses()
    {
        var result = Apply(file: Reputation.Unknown, contact: Reputation.Harmless);

        Assert.Equal(CheckResult.NotDetected, Line(result, CheckIds.MaliciousAddress).Result);
        Assert.Equal(CheckResult.NotAssessed, Line(result, CheckIds.AutorunMalware).Result);
        Assert.Equal(StageOutcome.Partial, result.Stages.Single(stage => stage.Id == StageIds.VirusTotal).Outcome);
    }

    [Fact]
    public void Apply_SandboxDidNotRun_HarmlessAddressesAreNotAssessed()
    {
        var (result, set) = Scanned();
        var stages = result.Stages.Select(stage => stage.Id == StageIds.Sandbox ? stage with { Outcome = StageOutcome.Partial } : stage).ToList();

        var amended = new ReputationAssessor(TestChecklist.Value).Apply(result with { Stages = stages }, Answers(set, Reputation.Harmless, Reputation.Harmless), TimeSpan.Zero);

        Assert.Equal(CheckResult.NotAssessed, Line(amended, CheckIds.MaliciousAddress).Result);
        Assert.Equal(CheckResult.NotDetected, Line(amended, CheckIds.AutorunMalware).Result);
    }

    [Fact]
    public void Apply_Malicious_IsHighAndRaisesTheVerdict()
    {
        var result = Apply(Reputation.Malicious, Reputation.Malicious);

        Assert.Equal([CheckIds.AutorunMalware, CheckIds.MaliciousAddress], result.Findings.Select(finding => finding.Details.Check).Order(StringComparer.Ordinal));
        Assert.All(result.Findings, finding => Assert.Equal(Risk.High, finding.Risk));
        Assert.Equal(Verdict.High, result.Verdict);
        Assert.Contains("bad[.]site[.]net", result.Findings.Single(finding => finding.Details.Check == CheckIds.MaliciousAddress).Details.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_OneEngineFlagsIt_IsMediumYetTheCheckIsDetected()
    {
        var result = Apply(Reputation.Suspicious, Reputation.Suspicious);

        Assert.All(result.Findings, finding => Assert.Equal(Risk.Medium, finding.Risk));
        Assert.Equal(Risk.Medium, Line(result, CheckIds.AutorunMalware).Risk);
        Assert.Equal(Verdict.Medium, result.Verdict);
    }

    [Fact]
    public void Apply_Again_GivesTheSameFindingsAndKeepsWhatWasAccepted()
    {
        var first = Apply(Reputation.Malicious, Reputation.Malicious);
        var accepted = first with { Findings = [.. first.Findings.Select(finding => finding with { State = FindingState.Accepted })] };
        var set = IndicatorCollector.Collect(accepted);

        var again = new ReputationAssessor(TestChecklist.Value).Apply(accepted, Answers(set, Reputation.Malicious, Reputation.Malicious), TimeSpan.Zero);

        Assert.Equal(first.Findings.Select(finding => finding.Key), again.Findings.Select(finding => finding.Key));
        Assert.All(again.Findings, finding => Assert.Equal(FindingState.Accepted, finding.State));
        Assert.Equal(Verdict.None, again.Verdict);
    }

    [Fact]
    public void Apply_VerdictBecomesHarmless_FindingGoes()
    {
        var first = Apply(Reputation.Malicious, Reputation.Malicious);
        var set = IndicatorCollector.Collect(first);

        var again = new ReputationAssessor(TestChecklist.Value).Apply(first, Answers(set, Reputation.Harmless, Reputation.Harmless), TimeSpan.Zero);

        Assert.Empty(again.Findings);
        Assert.Equal(Verdict.None, again.Verdict);
        Assert.Equal(StageOutcome.Completed, Assert.Single(again.Stages, stage => stage.Id == StageIds.VirusTotal).Outcome);
    }

    [Fact]
    public void Apply_BecomesWorse_IsANewFinding()
        => Assert.Empty(Apply(Reputation.Suspicious, Reputation.Suspicious).Findings.Select(finding => finding.Key)
            .Intersect(Apply(Reputation.Malicious, Reputation.Malicious).Findings.Select(finding => finding.Key)));

    [Fact]
    public void Apply_FileWithoutHash_MalwareIsNotAssessed()
    {
        var (result, _) = Scanned();
        var changed = result with { Autorun = [.. result.Autorun, File with { Path = "/huge", Sha256 = null }] };
        var set = IndicatorCollector.Collect(changed);

        var amended = new ReputationAssessor(TestChecklist.Value).Apply(changed, Answers(set, Reputation.Harmless, Reputation.Harmless), TimeSpan.Zero);

        Assert.Equal(CheckResult.NotAssessed, Line(amended, CheckIds.AutorunMalware).Result);
        Assert.Equal(StageOutcome.Partial, Assert.Single(amended.Stages, stage => stage.Id == StageIds.VirusTotal).Outcome);
    }

    [Fact]
    public void Without_NotConfigured_BothChecksAreNotAssessed()
    {
        var (result, _) = Scanned();

        var plain = new ReputationAssessor(TestChecklist.Value).Without(result, StageOutcome.Skipped, "not configured", TimeSpan.Zero);

        Assert.Equal(CheckResult.NotAssessed, Line(plain, CheckIds.MaliciousAddress).Result);
        Assert.Equal(CheckResult.NotAssessed, Line(plain, CheckIds.AutorunMalware).Result);
    }

    private static ScanResult Apply(Reputation file, Reputation contact)
    {
        var (result, set) = Scanned();
        return new ReputationAssessor(TestChecklist.Value).Apply(result, Answers(set, file, contact), TimeSpan.Zero);
    }

    private static (ScanResult Result, IndicatorSet Set) Scanned()
    {
        var stages = ((string[])[StageIds.Trivy, StageIds.Autorun, StageIds.Sandbox])
            .Select(id => new StageReport(id, StageOutcome.Completed, null, TimeSpan.Zero, new Dictionary<string, string>())).ToList();
        var result = ScanSamples.Result(ScanSamples.Id(1)) with { Stages = stages, Network = [Contact], Autorun = [File] };
        return (result, IndicatorCollector.Collect(result));
    }

    private static IndicatorSet Answers(IndicatorSet set, Reputation file, Reputation contact)
        => set with { Indicators = [.. set.Indicators.Select(each => Answer(each, each.Indicator.Kind == IndicatorKind.File ? file : contact))] };

    private static IndicatorReputation Answer(IndicatorReputation each, Reputation reputation) => each with
    {
        Reputation = reputation,
        Report = reputation >= Reputation.Unknown ? FakeReputationSource.Report(reputation, ScanSamples.Start, flagged: 7) : null,
    };

    private static ChecklistLine Line(ScanResult result, string check) => result.Checklist.Single(line => line.Check == check);
}
