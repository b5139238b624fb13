using DockerScan.Core.Health;

namespace DockerScan.Web;

/// <summary>How the parts of the program were when they were last asked.</summary>
public interface IHealthView
{
    /// <summary>The reports and their time; null before the first answer.</summary>
    (IReadOnlyList<HealthReport> Parts, DateTimeOffset CheckedAt)? Latest { get; }
}
