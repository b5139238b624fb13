namespace DockerScan.Scanners.Trivy.Report;

/// <summary>A package; only counted, and where it lies.</summary>
internal sealed record TrivyPackage
{
    public string? Name { get; init; }

    public string? FilePath { get; init; }
}
