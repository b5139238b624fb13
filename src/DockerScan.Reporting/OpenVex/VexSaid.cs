namespace DockerScan.Reporting.OpenVex;

/// <summary>What a statement says of its products.</summary>
/// <param name="When">By which of two about the same the later is told.</param>
/// <param name="Status">Its status.</param>
/// <param name="Justification">One of OpenVEX's; null when none was given.</param>
/// <param name="Reason">In the author's words; null when there are none.</param>
internal sealed record VexSaid((DateTimeOffset Time, int Index) When, string Status, string? Justification, string? Reason);
