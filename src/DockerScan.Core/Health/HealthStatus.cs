namespace DockerScan.Core.Health;

/// <summary>How a part is.</summary>
public enum HealthStatus
{
    /// <summary>It cannot do its work.</summary>
    Unhealthy,

    /// <summary>It works, with a limit that a person should know.</summary>
    Degraded,

    /// <summary>It works.</summary>
    Healthy,
}
