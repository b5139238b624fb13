using System.Text.Json.Serialization;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary><c>db/metadata.json</c>, as Trivy writes it.</summary>
internal sealed record DatabaseMetadata
{
    /// <summary>The version of the schema that is spoken here.</summary>
    public const int SupportedVersion = 2;

    /// <summary>The schema's version.</summary>
    public int Version { get; init; }

    /// <summary>When the next is due.</summary>
    public GoTime NextUpdate { get; init; }

    /// <summary>When the data was made.</summary>
    public GoTime UpdatedAt { get; init; }

    /// <summary>When it was downloaded; Go's zero time where it was not. Only looked at for its form.</summary>
    public GoTime DownloadedAt { get; init; }

    /// <summary>True for the sample of <c>samples/trivy-db</c>, wherever it was copied to. No real database has this member.</summary>
    public bool Sample { get; init; }

    /// <summary>True when Trivy does not read one of its times, and with it none of the description.</summary>
    [JsonIgnore]
    public bool IsMalformed => NextUpdate.IsMalformed || UpdatedAt.IsMalformed || DownloadedAt.IsMalformed;
}
