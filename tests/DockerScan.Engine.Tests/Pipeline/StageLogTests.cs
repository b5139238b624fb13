using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Tests.Pipeline;

public sealed class StageLogTests
{
    // A scanner that the order was not told of has looked all the same: its report, and what fell short in it, is shown.
    [Fact]
    public void Snapshot_StageThatTheOrderDoesNotKnow_ComesLastAndIsNotLost()
    {
        var log = new StageLog(new Nobody(), TimeProvider.System);
        log.Skip("new", "not yet");
        log.Skip(StageIds.Sandbox, "left out");
        log.Skip(StageIds.Trivy, "left out");

        Assert.Equal([StageIds.Trivy, StageIds.Sandbox, "new"], log.Snapshot([StageIds.Trivy, StageIds.Sandbox]).Select(stage => stage.Id));
    }

    private sealed class Nobody : IStageObserver
    {
        public void Report(StageProgress progress)
        {
            // Nobody watches.
        }
    }
}
