using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Host.Cli;

/// <summary>What a person asked of a scan, and of its answer.</summary>
internal sealed record ScanWish
{
    /// <summary>The platform; null for the default, or for that of an earlier scan.</summary>
    public required ImagePlatform? Platform { get; init; }

    public required ScanOptions Options { get; init; }

    public required ScanForm Form { get; init; }

    /// <summary>Where the reports go; null for the data folder.</summary>
    public required string? Output { get; init; }

    /// <summary>How long look-ups may keep the answer waiting.</summary>
    public required TimeSpan ReputationPatience { get; init; }

    /// <summary>At or above this the exit code says so.</summary>
    public required Risk FailOn { get; init; }

    public required ReportLanguage Language { get; init; }
}
