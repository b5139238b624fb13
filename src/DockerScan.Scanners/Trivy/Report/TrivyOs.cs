namespace DockerScan.Scanners.Trivy.Report;

/// <summary>The operating system; family <c>none</c> means that there is none.</summary>
internal sealed record TrivyOs
{
    public string? Family { get; init; }

    public string? Name { get; init; }

    /// <summary>End of service life.</summary>
    public bool Eosl { get; init; }

    /// <summary>True when the image shows that somebody pays for longer support.</summary>
    public bool Extended { get; init; }
}
