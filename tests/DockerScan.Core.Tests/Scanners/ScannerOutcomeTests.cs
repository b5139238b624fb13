using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Scanners;

public sealed class ScannerOutcomeTests
{
    [Fact]
    public void Without_Findings_HoldsOutcomeAndReasonOnly()
    {
        var outcome = ScannerOutcome.Without(StageOutcome.TimedOut, "no answer within 300 s");
        Assert.Equal(StageOutcome.TimedOut, outcome.Outcome);
        Assert.Equal("no answer within 300 s", outcome.Reason);
        Assert.Empty(outcome.Findings);
        Assert.Empty(outcome.Autorun);
        Assert.Empty(outcome.Evidence);
        Assert.Null(outcome.PackageCount);
        Assert.Null(outcome.OperatingSystem);
    }
}
