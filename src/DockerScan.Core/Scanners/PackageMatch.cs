using DockerScan.Core.Findings;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Scanners;

/// <summary>What is known against an image's packages, or why that has to be asked by a scan.</summary>
public sealed record PackageMatch
{
    /// <summary>Why nothing was compared; null when all packages were.</summary>
    public string? Problem { get; init; }

    /// <summary>The vulnerabilities, and a system past its end of life, as a scan finds them; empty when nothing was compared.</summary>
    public IReadOnlyList<FindingDraft> Findings { get; init; } = [];

    /// <summary>What the data does not know of these packages; nothing found is only believed without any. Gaps of the image stand in its stored result.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>How many packages were compared.</summary>
    public int PackageCount { get; init; }

    /// <summary>The data that they were compared with, as <see cref="ScannerIdentity.Data"/>; null when nothing was compared.</summary>
    public string? Data { get; init; }

    /// <summary>True when all packages were compared.</summary>
    public bool IsMatched => Problem is null;

    /// <summary>Nothing was compared.</summary>
    public static PackageMatch Without(string problem) => new() { Problem = problem };
}
