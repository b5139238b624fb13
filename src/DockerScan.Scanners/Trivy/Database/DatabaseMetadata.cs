namespace DockerScan.Scanners.Trivy.Database;

/// <summary><c>db/metadata.json</c>, as Trivy writes it.</summary>
internal sealed record DatabaseMetadata
{
    /// <summary>The version of the schema that is spoken here.</summary>
    public const int SupportedVersion = 2;

    /// <summary>The schema's version.</summary>
    public int Version { get; init; }

    /// <summary>When the next is due.</summary>
    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>When the data was made.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>True for the sample of <c>samples/trivy-db</c>, wherever it was copied to. No real database has this member.</summary>
    public bool Sample { get; init; }
}
