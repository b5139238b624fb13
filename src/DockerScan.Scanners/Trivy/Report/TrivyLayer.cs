namespace DockerScan.Scanners.Trivy.Report;

/// <summary>Where in the image something lies.</summary>
internal sealed record TrivyLayer
{
    public string? Digest { get; init; }

    public string? DiffId { get; init; }
}
