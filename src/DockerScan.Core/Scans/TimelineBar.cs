namespace DockerScan.Core.Scans;

/// <summary>A process on the timeline. Times are milliseconds since the target's start.</summary>
/// <param name="Label">What it is, e.g. its command line. Hostile text.</param>
/// <param name="StartMs">When it was first seen.</param>
/// <param name="EndMs">When it was gone; null when it still ran as the window ended.</param>
/// <param name="Uid">Its effective user; 0 is root.</param>
/// <param name="IsSuspicious">True when a finding is about it.</param>
public sealed record TimelineBar(string Label, long StartMs, long? EndMs, int Uid, bool IsSuspicious);
