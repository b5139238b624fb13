namespace DockerScan.Core.Scans;

/// <summary>What the target did over time, for a picture. Times are milliseconds since the target's start.</summary>
/// <param name="WindowMs">How long it was watched.</param>
/// <param name="Bars">The processes, by start; at most 40.</param>
/// <param name="Marks">The contacts and other moments, by time; at most 200.</param>
public sealed record SandboxTimeline(long WindowMs, IReadOnlyList<TimelineBar> Bars, IReadOnlyList<TimelineMark> Marks);
