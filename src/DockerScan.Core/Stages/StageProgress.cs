namespace DockerScan.Core.Stages;

/// <summary>How far a stage is.</summary>
/// <param name="Stage">The stage's id.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
/// <param name="Fraction">0 to 1 when known.</param>
/// <param name="Detail">One line.</param>
public sealed record StageProgress(string Stage, StageOutcome? Outcome, double? Fraction, string? Detail)
{
    /// <summary>What it saw that tells most, while it runs; null when it said nothing.</summary>
    public StageNews? News { get; init; }

    /// <summary>How a stage ended.</summary>
    public static StageProgress Of(StageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new StageProgress(report.Id, report.Outcome, 1, report.Reason);
    }
}
