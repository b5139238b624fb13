namespace DockerScan.Scanners.Trivy.Database;

/// <summary>How a refresh went.</summary>
/// <param name="Outcome">What it did.</param>
/// <param name="Detail">One line for a person: the age, or why it failed.</param>
/// <param name="UpdatedAt">Of when the data now in place is; null without a usable database.</param>
public sealed record TrivyRefreshResult(TrivyRefreshOutcome Outcome, string Detail, DateTimeOffset? UpdatedAt);
