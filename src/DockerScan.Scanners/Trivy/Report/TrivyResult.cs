namespace DockerScan.Scanners.Trivy.Report;

/// <summary>One group of results. Unknown classes and types are allowed.</summary>
internal sealed record TrivyResult
{
    public const string OsPackages = "os-pkgs";

    public string? Target { get; init; }

    public string? Class { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<TrivyPackage?>? Packages { get; init; }

    public IReadOnlyList<TrivyVulnerability?>? Vulnerabilities { get; init; }

    public IReadOnlyList<TrivyMisconfiguration?>? Misconfigurations { get; init; }

    public IReadOnlyList<TrivySecret?>? Secrets { get; init; }
}
