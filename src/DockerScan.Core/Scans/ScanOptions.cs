namespace DockerScan.Core.Scans;

/// <summary>What a person asks of a scan.</summary>
public sealed record ScanOptions
{
    /// <summary>Scan anew even if a fresh result is there.</summary>
    public bool Force { get; init; }

    /// <summary>False leaves the sandbox out, by request.</summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>How long the sandbox watches, in seconds; null for the configured window.</summary>
    public int? WindowSeconds { get; init; }
}
