using DockerScan.Core.Health;
using DockerScan.Host.Running;
using DockerScan.Web;

namespace DockerScan.Host.Web;

/// <summary>The monitor's last answers, for the page of them.</summary>
internal sealed class HealthView(HealthMonitor monitor) : IHealthView
{
    public (IReadOnlyList<HealthReport> Parts, DateTimeOffset CheckedAt)? Latest => monitor.Latest is { } latest ? (latest.Parts, latest.CheckedAt) : null;
}
