namespace DockerScan.Core.Health;

/// <summary>Asks a part how it is, for <c>doctor</c>, <c>/status</c> and <c>/healthz</c>. Never throws for an unhealthy part.</summary>
public interface IHealthProbe
{
    /// <summary>One report per thing looked at. Bounded to a few seconds by the caller.</summary>
    Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken);
}
