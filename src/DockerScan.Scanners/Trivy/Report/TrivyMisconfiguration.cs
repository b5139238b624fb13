using System.Text.Json.Serialization;

namespace DockerScan.Scanners.Trivy.Report;

/// <summary>A misconfiguration. <c>Message</c> and the cause's code are left out on purpose: they quote the image's commands, with what secrets these hold.</summary>
internal sealed record TrivyMisconfiguration
{
    public string? Id { get; init; }

    /// <summary>Gone since 0.69.</summary>
    public string? AvdId { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Resolution { get; init; }

    public string? Severity { get; init; }

    public string? Status { get; init; }

    [JsonPropertyName("PrimaryURL")]
    public string? PrimaryLink { get; init; }

    public IReadOnlyList<string?>? References { get; init; }

    public TrivyCause? CauseMetadata { get; init; }
}

/// <summary>Where a misconfiguration is.</summary>
internal sealed record TrivyCause
{
    public int StartLine { get; init; }

    public int EndLine { get; init; }
}
