using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>What a report says, in our terms.</summary>
internal sealed record MappedReport
{
    /// <summary>The findings that are kept, the worst first.</summary>
    public required IReadOnlyList<FindingDraft> Findings { get; init; }

    /// <summary>How many there were.</summary>
    public required int TotalFindings { get; init; }

    /// <summary>The operating system; null without one.</summary>
    public required OperatingSystemInfo? OperatingSystem { get; init; }

    /// <summary>All packages listed.</summary>
    public required int PackageCount { get; init; }

    /// <summary>Those of the operating system.</summary>
    public required int OsPackageCount { get; init; }

    /// <summary>Names of packages of the operating system that were listed and, being of a module, compared with nothing.</summary>
    public IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>Trivy's types of the results with packages of languages, e.g. <c>node-pkg</c>.</summary>
    public IReadOnlySet<string> LanguageTypes { get; init; } = new HashSet<string>();

    /// <summary>Go programs whose packages were listed without Go's own library. Paths as Trivy gives them.</summary>
    public IReadOnlyList<string> GoWithoutLibrary { get; init; } = [];

    /// <summary>True when the runtime of a self-contained .NET program was listed.</summary>
    public bool HasRuntimePack { get; init; }

    /// <summary>Files in the image whose own packages were listed: a Go or Rust program, a package.json, an archive. Absolute paths.</summary>
    public IReadOnlySet<string> CoveredFiles { get; init; } = new HashSet<string>();
}
