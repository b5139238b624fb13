using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Pipeline;

/// <summary>Is told how far the stages are.</summary>
internal interface IStageObserver
{
    void Report(StageProgress progress);
}
