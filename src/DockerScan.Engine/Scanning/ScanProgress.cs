using DockerScan.Core.Scans;

namespace DockerScan.Engine.Scanning;

/// <summary>How far a scan is.</summary>
public sealed record ScanProgress(ScanId Scan, ScanPhase Phase, int QueuePosition, IReadOnlyList<StageProgress> Stages, ScanId? ResultId);
