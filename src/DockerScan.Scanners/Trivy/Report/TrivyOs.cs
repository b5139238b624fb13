namespace DockerScan.Scanners.Trivy.Report;

/// <summary>The operating system; family <c>none</c> means that there is none.</summary>
internal sealed record TrivyOs
{
    /// <summary>The family of an image without an operating system.</summary>
    public const string None = "none";

    /// <summary>True when there is one.</summary>
    public bool IsSystem => Family is { Length: > 0 } and not None;

    public string? Family { get; init; }

    public string? Name { get; init; }

    /// <summary>End of service life.</summary>
    public bool Eosl { get; init; }

    /// <summary>True when the image shows that somebody pays for longer support.</summary>
    public bool Extended { get; init; }
}
