namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>A run without the command, or why there is none.</summary>
/// <param name="Run">The run; null when there is none.</param>
internal sealed record KnownRun(TrivyRun? Run)
{
    /// <summary>Why there is none, for people; empty when there is one.</summary>
    public string Problem { get; private init; } = string.Empty;

    /// <summary>True when only the server is missing now: one that is kept comes back, or is just being replaced.</summary>
    public bool IsForNow { get; private init; }

    /// <summary>None.</summary>
    public static KnownRun Without(string? problem, bool isForNow = false) => new(Run: null) { Problem = problem ?? "no reason given", IsForNow = isForNow };
}
