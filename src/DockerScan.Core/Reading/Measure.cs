using DockerScan.Core.Findings;

namespace DockerScan.Core.Reading;

/// <summary>One thing to do, and the findings that go by it.</summary>
/// <param name="Package">The package to upgrade; null when it is something else.</param>
/// <param name="Check">The check to be mended; null when it is something else.</param>
/// <param name="Removes">The open findings that it removes.</param>
public sealed record Measure(PackageGroup? Package, string? Check, IReadOnlyList<Finding> Removes)
{
    /// <summary>True when nothing can be mended, because the image is hostile: it is not to be used.</summary>
    public bool IsRefusal => Package is null && Check is null;

    /// <summary>How many of a risk it removes.</summary>
    public int Count(Risk risk) => Removes.Count(finding => finding.Risk == risk);
}
