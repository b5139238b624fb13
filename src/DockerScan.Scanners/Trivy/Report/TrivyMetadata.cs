namespace DockerScan.Scanners.Trivy.Report;

/// <summary>What the report says of the image.</summary>
internal sealed record TrivyMetadata
{
    public string? ImageId { get; init; }

    public TrivyOs? Os { get; init; }
}
