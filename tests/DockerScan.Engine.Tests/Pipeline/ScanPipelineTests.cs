using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Pipeline;

public sealed class ScanPipelineTests
{
    [Fact]
    public async Task Run_EverythingCompletesWithoutFindings_VerdictIsNone()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();

        var result = await rig.ScanAsync();

        Assert.True(result.Complete);
        Assert.Equal(Verdict.None, result.Verdict);
        Assert.Equal(
            [StageIds.Resolve, StageIds.Acquire, StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun, StageIds.Sandbox, StageIds.VirusTotal],
            result.Stages.Select(stage => stage.Id));
        Assert.Equal(StageOutcome.Skipped, result.Stages.Single(stage => stage.Id == StageIds.Sandbox).Outcome);
        Assert.Equal(CheckResult.NotDetected, result.Checklist.Single(line => line.Check == CheckIds.SecretFile).Result);
        Assert.Equal(CheckResult.NotAssessed, result.Checklist.Single(line => line.Check == "network.external-contact").Result);
    }

    [Theory]
    [InlineData(StageOutcome.Failed)]
    [InlineData(StageOutcome.Partial)]
    [InlineData(StageOutcome.TimedOut)]
    [InlineData(StageOutcome.Unsupported)]
    [InlineData(StageOutcome.Skipped)]
    public async Task Run_RequiredScannerDoesNotComplete_VerdictIsUnknownAndFindingsStay(StageOutcome outcome)
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = outcome, Reason = "because", Findings = [Rig.Draft("a", Severity.High)] });

        var result = await rig.ScanAsync();

        Assert.False(result.Complete);
        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Equal(Verdict.High, result.AtLeast);
        Assert.Equal("because", result.Stages.Single(stage => stage.Id == StageIds.Trivy).Reason);
    }

    [Fact]
    public async Task Run_ScannerThrows_IsFailedWithAnIdAndOthersGoOn()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Autorun.Scan = (_, _) => throw new InvalidOperationException("secret detail");

        var result = await rig.ScanAsync();

        var stage = result.Stages.Single(each => each.Id == StageIds.Autorun);
        Assert.Equal(StageOutcome.Failed, stage.Outcome);
        Assert.StartsWith("internal error, id ", stage.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", stage.Reason, StringComparison.Ordinal);
        Assert.Equal(StageOutcome.Completed, result.Stages.Single(each => each.Id == StageIds.Trivy).Outcome);
        Assert.Equal(Verdict.Unknown, result.Verdict);
    }

    [Fact]
    public async Task Run_ScannerMeetsItsLimit_IsTimedOut()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Trivy.Scan = async (_, token) =>
        {
            // The clock jumps over the limit while the scanner waits for ever.
            rig.Time.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ScannerOutcome.Without(StageOutcome.Completed, string.Empty);
        };

        var result = await rig.ScanAsync();

        Assert.Equal(StageOutcome.TimedOut, result.Stages.Single(stage => stage.Id == StageIds.Trivy).Outcome);
        Assert.Equal(Verdict.Unknown, result.Verdict);
    }

    [Fact]
    public async Task Run_ContentIsOpened_IsDisposedAtTheEnd()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var seen = 0;
        rig.Autorun.Scan = async (input, token) =>
        {
            await input.Content.GetIndexAsync(token);
            seen = rig.Engine.OpenContents;
            return new ScannerOutcome { Outcome = StageOutcome.Completed };
        };

        await rig.ScanAsync();

        Assert.Equal(1, seen);
        Assert.Equal(0, rig.Engine.OpenContents);
    }

    [Fact]
    public async Task Run_EngineDown_ResultNamesIt()
    {
        using var rig = new Rig();
        rig.Engine.Local = new ScanFailure(FailureKind.EngineUnavailable, "start the engine");

        var result = await rig.ScanAsync();

        Assert.Equal(FailureKind.EngineUnavailable, result.Failure?.Kind);
        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Equal(0, rig.Registry.Requests);
        Assert.All(result.Checklist, line => Assert.Equal(CheckResult.NotAssessed, line.Result));
    }

    [Fact]
    public async Task Run_PackagesOfAScanner_StandInItsStage()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var packages = new PackageRecord("form", "content");
        rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Packages = packages });

        var result = await rig.ScanAsync();

        Assert.Equal(packages, Assert.Single(result.Stages, stage => stage.Packages is not null).Packages);
    }

    [Fact]
    public async Task Run_SameFindingTwice_IsOneWithBothEvidencesAndTheWorstSeverity()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome
        {
            Outcome = StageOutcome.Completed,
            Findings = [Rig.Draft("a", Severity.Low, "one"), Rig.Draft("a", Severity.High, "two"), Rig.Draft("b", Severity.Medium)],
        });

        var result = await rig.ScanAsync();

        Assert.Equal(["a", "b"], result.Findings.Select(finding => finding.Details.Id));
        Assert.Equal(Risk.High, result.Findings[0].Risk);
        Assert.Equal("one; two", result.Findings[0].Details.Evidence);
    }
}
