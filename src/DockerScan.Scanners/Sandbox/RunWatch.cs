namespace DockerScan.Scanners.Sandbox;

/// <summary>How the watching of one run ended.</summary>
/// <param name="WindowEnded">True when the target still ran.</param>
/// <param name="KilledFor">The limit it crossed; null when none.</param>
internal sealed record RunWatch(bool WindowEnded, string? KilledFor)
{
    /// <summary>What was done to the inspector; null when nothing was.</summary>
    public string? Attack { get; init; }

    /// <summary>When the target's end was known, on the sentinel's clock; null when it did not end, or that clock is not known.</summary>
    public long? TargetEndMs { get; init; }
}
