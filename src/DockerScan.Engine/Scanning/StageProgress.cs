using DockerScan.Core.Stages;

namespace DockerScan.Engine.Scanning;

/// <summary>How far a stage is.</summary>
/// <param name="Stage">The stage's id.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
/// <param name="Fraction">0 to 1 when known.</param>
/// <param name="Detail">One line.</param>
public sealed record StageProgress(string Stage, StageOutcome? Outcome, double? Fraction, string? Detail);
