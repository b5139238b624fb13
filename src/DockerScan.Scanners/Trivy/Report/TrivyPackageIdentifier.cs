namespace DockerScan.Scanners.Trivy.Report;

/// <summary>How a package is named everywhere; absent before 0.49.</summary>
internal sealed record TrivyPackageIdentifier
{
    public string? Purl { get; init; }
}
