namespace DockerScan.Core.Scans;

/// <summary>What a person asks of a scan.</summary>
public sealed record ScanOptions
{
    /// <summary>The shortest time that the sandbox watches.</summary>
    public const int MinWindowSeconds = 5;

    /// <summary>The longest time that the sandbox watches.</summary>
    public const int MaxWindowSeconds = 600;

    /// <summary>Scan anew even if a fresh result is there.</summary>
    public bool Force { get; init; }

    /// <summary>False leaves the sandbox out, by request.</summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>How long the sandbox watches, in seconds, from <see cref="MinWindowSeconds"/> to <see cref="MaxWindowSeconds"/>; null for the configured window.</summary>
    public int? WindowSeconds { get; init; }
}
