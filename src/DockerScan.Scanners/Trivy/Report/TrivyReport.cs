namespace DockerScan.Scanners.Trivy.Report;

/// <summary>Trivy's JSON report, schema 2: what we use of it. Every member may be absent.</summary>
internal sealed record TrivyReport
{
    /// <summary>The schema that is spoken here.</summary>
    public const int SupportedSchema = 2;

    public int SchemaVersion { get; init; }

    public string? ArtifactName { get; init; }

    public TrivyMetadata? Metadata { get; init; }

    /// <summary>Absent, not empty, when there is nothing.</summary>
    public IReadOnlyList<TrivyResult?>? Results { get; init; }
}

/// <summary>What the report says of the image.</summary>
internal sealed record TrivyMetadata
{
    public string? ImageId { get; init; }

    public TrivyOs? Os { get; init; }
}
