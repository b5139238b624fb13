namespace DockerScan.Scanners.Trivy.Report;

/// <summary>One source's CVSS vectors.</summary>
internal sealed record TrivyCvss
{
    public string? V3Vector { get; init; }

    public string? V40Vector { get; init; }
}
