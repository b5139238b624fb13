using DockerScan.Core.Diff;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Diff;

public sealed class ScanDiffTests
{
    private static readonly StageReport[] Completed = [Make.Stage("trivy"), Make.Stage("image-config")];

    [Fact]
    public void Compare_TwoScans_PutsEachFindingInOneGroup()
    {
        var before = Make.Scan(Completed, Make.Finding("kept"), Make.Finding("raised", Risk.Low, severity: Severity.Low), Make.Finding("gone"));
        var now = Make.Scan(Completed, Make.Finding("new"), Make.Finding("raised", Risk.High, severity: Severity.High), Make.Finding("kept"));
        var diff = ScanDiff.Compare(before, now);
        AssertGroups(diff, added: ["new"], raised: ["raised"], gone: ["gone"], unchanged: ["kept"], notComparable: []);
        Assert.Equal(Risk.High, diff.Raised[0].Risk);
        Assert.Same(now.Findings[2], diff.Unchanged[0]);
        Assert.Same(before.Findings[2], diff.Fixed[0]);
    }

    [Fact]
    public void Compare_TextVersionAndEvidenceChange_IsUnchanged()
    {
        var old = Make.Finding("k");
        var now = old with { Details = old.Details with { Title = "another", InstalledVersion = "2", FixedVersion = "3", Evidence = "another" } };
        AssertGroups(ScanDiff.Compare(Make.Scan(Completed, old), Make.Scan(Completed, now)), unchanged: ["k"]);
    }

    [Theory]
    [InlineData(Severity.Medium, Risk.Medium, Severity.Medium, Risk.Medium, false)]
    [InlineData(Severity.Medium, Risk.Medium, Severity.High, Risk.Medium, true)]
    [InlineData(Severity.Medium, Risk.Medium, Severity.Medium, Risk.High, true)]
    [InlineData(Severity.High, Risk.Medium, Severity.Medium, Risk.High, true)]
    [InlineData(Severity.High, Risk.High, Severity.Critical, Risk.High, true)]
    [InlineData(Severity.High, Risk.High, Severity.Medium, Risk.High, false)]
    [InlineData(Severity.High, Risk.High, Severity.High, Risk.Medium, false)]
    [InlineData(Severity.High, Risk.High, Severity.Low, Risk.Low, false)]
    [InlineData(Severity.Low, Risk.Low, Severity.Unknown, Risk.Low, false)]
    [InlineData(Severity.Low, Risk.Low, Severity.Unknown, Risk.Medium, true)]
    // A severity that is published at last is worse only when the risk is.
    [InlineData(Severity.Unknown, Risk.Medium, Severity.Low, Risk.Low, false)]
    [InlineData(Severity.Unknown, Risk.Medium, Severity.Medium, Risk.Medium, false)]
    [InlineData(Severity.Unknown, Risk.Medium, Severity.Critical, Risk.High, true)]
    public void Compare_FoundBothTimes_IsRaisedWhenWorse(Severity oldSeverity, Risk oldRisk, Severity severity, Risk risk, bool isRaised)
    {
        var diff = ScanDiff.Compare(
            Make.Scan(Completed, Make.Finding("k", oldRisk, severity: oldSeverity)), Make.Scan(Completed, Make.Finding("k", risk, severity: severity)));
        AssertGroups(diff, raised: isRaised ? ["k"] : [], unchanged: isRaised ? [] : ["k"]);
    }

    [Theory]
    [InlineData(StageOutcome.Completed, true)]
    [InlineData(StageOutcome.Failed, false)]
    [InlineData(StageOutcome.Partial, false)]
    [InlineData(StageOutcome.TimedOut, false)]
    [InlineData(StageOutcome.Unsupported, false)]
    [InlineData(StageOutcome.Skipped, false)]
    public void Compare_Disappeared_IsFixedOnlyWhenItsScannerCompletedNow(StageOutcome outcome, bool isFixed)
    {
        var before = Make.Scan(Completed, Make.Finding("k"));
        var diff = ScanDiff.Compare(before, Make.Scan([Make.Stage("trivy", outcome), Make.Stage("image-config")]));
        AssertGroups(diff, gone: isFixed ? ["k"] : [], notComparable: isFixed ? [] : ["k"]);
    }

    [Fact]
    public void Compare_OneScannerFailed_OnlyTheOthersFindingsAreFixed()
    {
        var before = Make.Scan(Completed, Make.Finding("cve", scanner: "trivy"), Make.Finding("root", scanner: "image-config"));
        var diff = ScanDiff.Compare(before, Make.Scan([Make.Stage("trivy", StageOutcome.TimedOut), Make.Stage("image-config")]));
        AssertGroups(diff, gone: ["root"], notComparable: ["cve"]);
    }

    [Fact]
    public void Compare_ScanThatFailed_FixesNothing()
    {
        var before = Make.Scan(Completed, Make.Finding("a"), Make.Finding("b", scanner: "image-config"), Make.Finding("c", scanner: "autorun"));
        AssertGroups(ScanDiff.Compare(before, Make.Scan([])), notComparable: ["a", "b", "c"]);
        AssertGroups(ScanDiff.Compare(before, Make.Scan([Make.Stage("resolve", StageOutcome.Failed)])), notComparable: ["a", "b", "c"]);
    }

    [Theory]
    [InlineData(StageOutcome.Completed, StageOutcome.Failed)]
    [InlineData(StageOutcome.Failed, StageOutcome.Completed)]
    public void Compare_ScannerReportedTwice_BothMustHaveCompleted(StageOutcome first, StageOutcome second)
    {
        var diff = ScanDiff.Compare(Make.Scan(Completed, Make.Finding("k")), Make.Scan([Make.Stage("trivy", first), Make.Stage("trivy", second)]));
        AssertGroups(diff, notComparable: ["k"]);
    }

    [Fact]
    public void Compare_FoundByAPartialScannerBefore_IsFixedWhenItCompletesNow()
    {
        var before = Make.Scan([Make.Stage("trivy", StageOutcome.Partial)], Make.Finding("k"));
        AssertGroups(ScanDiff.Compare(before, Make.Scan(Completed)), gone: ["k"]);
    }

    [Fact]
    public void Compare_NothingFoundTwice_IsEmpty() => AssertGroups(ScanDiff.Compare(Make.Scan(Completed), Make.Scan(Completed)));

    [Fact]
    public void Compare_NoScan_Throws()
    {
        Assert.Throws<ArgumentNullException>("before", () => ScanDiff.Compare(null!, Make.Scan(Completed)));
        Assert.Throws<ArgumentNullException>("now", () => ScanDiff.Compare(Make.Scan(Completed), null!));
    }

    private static void AssertGroups(
        ScanDiff diff, string[]? added = null, string[]? raised = null, string[]? gone = null, string[]? unchanged = null, string[]? notComparable = null)
    {
        Assert.Equal(added ?? [], Keys(diff.New));
        Assert.Equal(raised ?? [], Keys(diff.Raised));
        Assert.Equal(gone ?? [], Keys(diff.Fixed));
        Assert.Equal(unchanged ?? [], Keys(diff.Unchanged));
        Assert.Equal(notComparable ?? [], Keys(diff.NotComparable));
    }

    private static IEnumerable<string> Keys(IReadOnlyList<Finding> findings) => findings.Select(finding => finding.Key);
}
