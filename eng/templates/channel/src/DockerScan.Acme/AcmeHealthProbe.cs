using DockerScan.Core.Health;
using Microsoft.Extensions.Options;

namespace DockerScan.Acme;

/// <summary>Connected, refused, or what to do.</summary>
internal sealed class AcmeHealthProbe(IOptions<AcmeOptions> options) : IHealthProbe
{
    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>(
            [options.Value.Enabled ? new HealthReport("acme", HealthStatus.Healthy, "switched on") : new HealthReport("acme", HealthStatus.Degraded, "switched off", "set Acme:Enabled")]);
}
