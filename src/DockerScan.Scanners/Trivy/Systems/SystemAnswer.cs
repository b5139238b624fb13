using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>What is known of an image's operating system.</summary>
/// <param name="System">The system; null without one.</param>
/// <param name="EndOfLifeReason">Where it is written that its support ended; null when it did not.</param>
/// <param name="Gap">Why its packages were not compared with what is known against them; null when they were.</param>
/// <param name="Known">Its row of the table; null when there is none.</param>
/// <param name="Release">The release by the table; empty without one.</param>
internal sealed record SystemAnswer(OperatingSystemInfo? System, string? EndOfLifeReason, Gap? Gap, KnownSystem? Known = null, string Release = "")
{
    /// <summary>The words after what is said of packages of modules that this Trivy passes over; null when it compares them, or the system has none.</summary>
    public string? ModulesNextStep { get; init; }
}
