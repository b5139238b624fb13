using DockerScan.Core.Scans;

namespace DockerScan.Engine.Scanning;

/// <summary>How far a stage is.</summary>
/// <param name="Stage">Its id.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
/// <param name="Fraction">How much is done, 0 to 1; null when nobody can say.</param>
/// <param name="Detail">One line.</param>
public sealed record StageProgress(string Stage, StageOutcome? Outcome, double? Fraction, string? Detail);
