using DockerScan.Core.Health;

namespace DockerScan.Host.Running;

/// <summary>How the parts were.</summary>
/// <param name="Parts">One report per part.</param>
/// <param name="CheckedAt">When they were asked.</param>
internal sealed record HealthSnapshot(IReadOnlyList<HealthReport> Parts, DateTimeOffset CheckedAt);
