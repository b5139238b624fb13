using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>What Trivy found in an image, but for what was known against it then.</summary>
internal sealed record KnownAnalysis
{
    /// <summary>The form in which it is kept today; what was kept in another is not read.</summary>
    public const int CurrentForm = 3;

    /// <summary>The form in which it was kept.</summary>
    public int Form { get; init; }

    /// <summary>The image's id, the hash of its content.</summary>
    public required string Image { get; init; }

    /// <summary>Which Trivy with which rules and settings it was; see <see cref="AnalysisKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Which Trivy listed the packages, said so that it is the same on every machine; see <see cref="AnalysisKey.OfPackages"/>.</summary>
    public required string PackagesKey { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>Packages, secrets and misconfigurations.</summary>
    public required TrivyReport Report { get; init; }

    /// <summary>What its log said of the operating system.</summary>
    public required SystemNotices Notices { get; init; }

    /// <summary>What the scan read in the image itself.</summary>
    public required ImageFacts Facts { get; init; }

    /// <summary>True when Java archives could be looked up by hash.</summary>
    public required bool HasJavaIndex { get; init; }

    /// <summary>The flags, as evidence.</summary>
    public required string Flags { get; init; }

    /// <summary>True once a server found in these packages exactly what the command found in the image, on the same database.</summary>
    public bool IsProven { get; init; }

    /// <summary>Why it is not proven, for people; null when it is, or when there was no server to prove it.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether this Trivy's reports say what each source thinks of a severity, which its server does; null while no vulnerability was seen.</summary>
    public bool? HasVendorSeverity { get; init; }
}
