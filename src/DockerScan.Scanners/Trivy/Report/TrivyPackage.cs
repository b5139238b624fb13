namespace DockerScan.Scanners.Trivy.Report;

/// <summary>A package; only counted.</summary>
internal sealed record TrivyPackage
{
    public string? Name { get; init; }
}
