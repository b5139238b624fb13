namespace DockerScan.Core.Scans;

/// <summary>What the target did over time, for a picture. Times are milliseconds since the target's start.</summary>
/// <param name="WindowMs">How long it was watched.</param>
/// <param name="Bars">The processes, by start; at most 40.</param>
/// <param name="Marks">The contacts and other moments, by time; at most 200.</param>
public sealed record SandboxTimeline(long WindowMs, IReadOnlyList<TimelineBar> Bars, IReadOnlyList<TimelineMark> Marks);

/// <summary>A process on the timeline. Times are milliseconds since the target's start.</summary>
/// <param name="Label">What it is, e.g. its command line. Hostile text.</param>
/// <param name="StartMs">When it was first seen.</param>
/// <param name="EndMs">When it was gone; null when it still ran as the window ended.</param>
/// <param name="Uid">Its effective user; 0 is root.</param>
/// <param name="IsSuspicious">True when a finding is about it.</param>
public sealed record TimelineBar(string Label, long StartMs, long? EndMs, int Uid, bool IsSuspicious);

/// <summary>One moment on the timeline.</summary>
/// <param name="AtMs">When, in milliseconds since the target's start.</param>
/// <param name="Label">What it is, e.g. the name asked for or the address. Hostile text.</param>
/// <param name="Kind"><c>dns</c>, <c>connection</c>, <c>flow</c>, <c>token</c>, <c>listener</c> or <c>file</c>.</param>
/// <param name="IsSuspicious">True when a finding is about it.</param>
public sealed record TimelineMark(long AtMs, string Label, string Kind, bool IsSuspicious)
{
    /// <summary>Whom it is about: the name asked for, or the name or address called; null for other moments and in results of older versions.</summary>
    public string? Host { get; init; }
}
