using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Tags;

namespace DockerScan.Core.Tests;

/// <summary>What a forgotten value means: never something good. And orders that code compares by.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void Default_Outcome_IsNeverAGoodOne()
    {
        Assert.Equal(StageOutcome.Failed, default);
        Assert.Equal(Verdict.Unknown, default);
        Assert.Equal(CheckResult.NotAssessed, default);
        Assert.Equal(Reputation.NotConfigured, default);
        Assert.Equal(HealthStatus.Unhealthy, default);
        Assert.Equal(FailureKind.Internal, default);
        Assert.Equal(Severity.Unknown, default);
        Assert.Equal(FindingState.Open, default);
        Assert.Equal(TagLookOutcome.Unavailable, default);
        Assert.Equal(TagListEnd.Bound, default);
        Assert.Equal(DatabaseRefreshOutcome.Failed, default);
    }

    [Fact]
    public void Orders_AreFromGoodToBad()
    {
        Assert.Equal([Severity.Unknown, Severity.Low, Severity.Medium, Severity.High, Severity.Critical], Enum.GetValues<Severity>());
        Assert.Equal([Risk.Low, Risk.Medium, Risk.High], Enum.GetValues<Risk>());
        Assert.Equal([Verdict.Unknown, Verdict.None, Verdict.Low, Verdict.Medium, Verdict.High], Enum.GetValues<Verdict>());
    }

    // They stand in JSON and in config/checklist.yaml.
    [Fact]
    public void StageIds_Values_NeverChange()
        => Assert.Equal(
            ["resolve", "acquire", "trivy", "image-config", "autorun", "sandbox", "virustotal"],
            [StageIds.Resolve, StageIds.Acquire, StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun, StageIds.Sandbox, StageIds.VirusTotal]);
}
