using DockerScan.Core.Stages;

namespace DockerScan.Documents.Tests;

/// <summary>What a stage did not look at is stored, and results from before it was still read.</summary>
public sealed class StageGapsTests
{
    [Fact]
    public void Read_StageStoredBeforeThereWereGaps_HasNone()
    {
        var stage = StoreJson.Read(
            """{"id":"trivy","outcome":"partial","reason":"the vulnerability database is stale","duration":"00:00:01","evidence":{"exitCode":"0"}}""", "scan x", StoredResult.Stage);

        Assert.Equal((StageIds.Trivy, StageOutcome.Partial, "the vulnerability database is stale"), (stage.Id, stage.Outcome, stage.Reason));
        Assert.Empty(stage.Gaps);
    }

    [Fact]
    public void Read_EveryKind_ComesBack()
    {
        var gaps = Enum.GetValues<GapKind>().Select(kind => new Gap(kind, $"why {kind}")).ToList();
        var stage = new StageReport(StageIds.Trivy, StageOutcome.Partial, "why", TimeSpan.Zero, new Dictionary<string, string>()) { Gaps = gaps };

        Assert.Equal(gaps, StoreJson.Read(StoreJson.Write(stage), "scan x", StoredResult.Stage).Gaps);
    }
}
