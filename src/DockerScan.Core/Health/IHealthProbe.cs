namespace DockerScan.Core.Health;

/// <summary>Asks a part how it is, for <c>doctor</c>, <c>/status</c> and <c>/healthz</c>. Never throws for an unhealthy part.</summary>
public interface IHealthProbe
{
    /// <summary>What it looks at, for when it gives no answer: <c>engine</c>.</summary>
    string Part { get; }

    /// <summary>One report per thing looked at. Bounded to a few seconds by the caller.</summary>
    Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>What a part says of itself.</summary>
/// <param name="Part">Its name: <c>engine</c>, <c>trivy</c>, <c>store</c>.</param>
/// <param name="Status">How it is.</param>
/// <param name="Detail">One line of fact.</param>
/// <param name="NextStep">What to do about it; null when healthy.</param>
public sealed record HealthReport(string Part, HealthStatus Status, string Detail, string? NextStep = null)
{
    /// <summary>The path or address that it is about, for who sits at this machine; null for none. Never said to a chat.</summary>
    public string? Place { get; init; }

    /// <summary>How old what it is about is, where age matters; null elsewhere.</summary>
    public TimeSpan? Age { get; init; }
}

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
