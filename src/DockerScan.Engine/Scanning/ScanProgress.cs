using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Engine.Scanning;

/// <summary>A snapshot of a scan under way.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="QueuePosition">How many stand before it; 0 when next or running.</param>
/// <param name="Stages">The stages so far.</param>
/// <param name="ResultId">The scan whose result answers it, once finished; null when it was cancelled.</param>
public sealed record ScanProgress(
    ScanId Scan, ScanPhase Phase, int QueuePosition, IReadOnlyList<StageProgress> Stages, ScanId? ResultId);

/// <summary>Where a scan stands, for cards and terminals.</summary>
public enum ScanPhase
{
    /// <summary>Waiting for a worker.</summary>
    Queued,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>It ended: with a result, or cancelled and then without one.</summary>
    Finished,
}
