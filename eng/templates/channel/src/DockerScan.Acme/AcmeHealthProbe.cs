using DockerScan.Core.Health;
using Microsoft.Extensions.Options;

namespace DockerScan.Acme;

/// <summary>Connected, refused, or what to do.</summary>
internal sealed class AcmeHealthProbe(IOptions<AcmeOptions> options) : IHealthProbe
{
    public string Part => "acme";

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>(
            [options.Value.Enabled ? new HealthReport(Part, HealthStatus.Healthy, "switched on") : new HealthReport(Part, HealthStatus.Degraded, "switched off", "set Acme:Enabled")]);
}
