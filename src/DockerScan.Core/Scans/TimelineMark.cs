namespace DockerScan.Core.Scans;

/// <summary>One moment on the timeline.</summary>
/// <param name="AtMs">When, in milliseconds since the target's start.</param>
/// <param name="Label">What it is, e.g. the name asked for or the address. Hostile text.</param>
/// <param name="Kind"><c>dns</c>, <c>connection</c>, <c>flow</c>, <c>token</c>, <c>listener</c> or <c>file</c>.</param>
/// <param name="IsSuspicious">True when a finding is about it.</param>
public sealed record TimelineMark(long AtMs, string Label, string Kind, bool IsSuspicious);
