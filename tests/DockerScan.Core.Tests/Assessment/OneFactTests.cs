using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Assessment;

/// <summary>One fact is one finding, and nothing gets less by it: neither a risk, nor evidence, nor a check.</summary>
public sealed class OneFactTests
{
    private static readonly Finding Configured = Of("user-root", CheckIds.RootUser, "USER", Severity.Medium);

    [Theory]
    [InlineData(Severity.Medium)]
    [InlineData(Severity.Low)]
    public void Fold_ConfiguredRootThatStays_IsOneFinding(Severity severity)
    {
        var folded = Assert.Single(OneFact.Fold([Of("runs-as-root", CheckIds.RootUser, "/app", severity, StageIds.Sandbox), Configured]));

        Assert.Equal((Configured.Key, Risk.Medium, "The image starts as root, and its main process stays root"), (folded.Key, folded.Risk, folded.Details.Title));
        Assert.Equal("user-root\nruns-as-root", folded.Details.Evidence);
    }

    // Somebody else than the configured user: that is another fact.
    [Fact]
    public void Fold_RootThatWasNotConfigured_Stays() => Assert.Equal(2, OneFact.Fold([Configured, Of("runs-as-root", CheckIds.RootUser, "/app", Severity.High, StageIds.Sandbox)]).Count);

    [Fact]
    public void Fold_RunsAsRootAlone_Stays() => Assert.Single(OneFact.Fold([Of("runs-as-root", CheckIds.RootUser, "/app", Severity.Medium, StageIds.Sandbox)]));

    [Fact]
    public void Fold_WordBesideItsProofInTheFile_IsEvidence()
    {
        var folded = Assert.Single(OneFact.Fold([Signature("miner.xmrig-name", Severity.Medium), Signature("miner.xmrig", Severity.Critical), Signature("miner.algorithm-name", Severity.Low)]));

        Assert.Equal("miner.xmrig", folded.Details.Id);
        Assert.Equal("miner.xmrig\nminer.xmrig-name\nminer.algorithm-name", folded.Details.Evidence);
        Assert.Equal([CheckIds.AutorunFile], folded.Details.AlsoChecks);
    }

    [Fact]
    public void Fold_WordBesideALoginToAPool_IsEvidence()
        => Assert.Equal("stratum", Assert.Single(OneFact.Fold([Signature("miner.option", Severity.Medium), Of("stratum", CheckIds.Miner, "pool.example:3333", Severity.Critical, StageIds.Sandbox)])).Details.Id);

    [Theory]
    [InlineData("packer.upx", "/x")]
    [InlineData("miner.option", "/other")]
    public void Fold_WordOfAnotherKindOrFile_Stays(string id, string location)
        => Assert.Equal(2, OneFact.Fold([Signature(id, Severity.Medium, location), Signature("miner.xmrig", Severity.Critical)]).Count);

    [Fact]
    public void Fold_TwoProofs_BothStay() => Assert.Equal(2, OneFact.Fold([Signature("miner.stratum", Severity.High), Signature("miner.xmrig", Severity.Critical)]).Count);

    [Fact]
    public void Fold_WordAlone_Stays() => Assert.Single(OneFact.Fold([Signature("miner.xmrig-name", Severity.Medium)]));

    // A scan is assessed again when reputation answers come.
    [Fact]
    public void Fold_Twice_IsTheSame()
    {
        var once = OneFact.Fold([Configured, Of("runs-as-root", CheckIds.RootUser, "/app", Severity.Medium, StageIds.Sandbox)]);

        Assert.Same(once, OneFact.Fold(once));
    }

    [Fact]
    public void Fold_NoRiskBecomesLower()
    {
        var stronger = Configured with { Risk = Risk.Low };

        Assert.Equal(2, OneFact.Fold([stronger, Of("runs-as-root", CheckIds.RootUser, "/app", Severity.Medium, StageIds.Sandbox)]).Count);
    }

    [Fact]
    public void Sort_WhatItDoesComesFirst_ThenSecrets_ThenWhatCanBeMended()
    {
        Finding[] findings =
        [
            Of("a-listing", CheckIds.Misconfiguration, "x", Severity.High), Of("key", CheckIds.SecretFile, "/k", Severity.High), Configured,
            Of("fixable", CheckIds.OutdatedSoftware, "p", Severity.Critical) is var fixable ? fixable with { Details = fixable.Details with { FixedVersion = "2" } } : Configured,
            Of("shell", CheckIds.ReverseShell, "198.51.100.7:1", Severity.Critical, StageIds.Sandbox), Signature("miner.stratum", Severity.High),
        ];

        Assert.Equal(["shell", "miner.stratum", "key", "fixable", "a-listing", "user-root"], FindingRanking.Sort(findings).Select(finding => finding.Details.Id));
        Assert.Equal(FindingRanking.Sort(findings).Select(finding => finding.Key), FindingRanking.Sort(findings.Reverse()).Select(finding => finding.Key));
        Assert.Equal(FindingRanking.Sort(findings).Select(finding => finding.Key), FindingRanking.Rank(findings).Select(group => group.Worst.Key));
    }

    private static Finding Signature(string id, Severity severity, string location = "/x")
        => Of(id, severity >= Severity.High ? CheckIds.AutorunMalware : CheckIds.AutorunFile, location, severity, StageIds.Autorun, KeyClasses.Signature);

    private static Finding Of(string id, string check, string location, Severity severity, string scanner = StageIds.ImageConfig, string? keyClass = null)
    {
        var draft = new FindingDraft
        {
            Check = check,
            Id = id,
            KeyClass = keyClass ?? check,
            Location = location,
            Title = id,
            Severity = severity,
            Target = location,
            Evidence = id,
            Remediation = "mend",
        };
        return new Finding { Key = FindingKey.Create("r", "p", draft), Scanner = scanner, Details = draft, Risk = RiskPolicy.Assess(RiskRule.Severity, draft) };
    }
}
