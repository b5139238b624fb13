namespace DockerScan.Core.Health;

/// <summary>What a part says of itself.</summary>
/// <param name="Part">Its name: <c>engine</c>, <c>trivy</c>, <c>store</c>.</param>
/// <param name="Status">How it is.</param>
/// <param name="Detail">One line of fact.</param>
/// <param name="NextStep">What to do about it; null when healthy.</param>
public sealed record HealthReport(string Part, HealthStatus Status, string Detail, string? NextStep = null);
