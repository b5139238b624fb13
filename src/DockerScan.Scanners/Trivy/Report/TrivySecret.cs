using DockerScan.Scanners.ImageConfig.Secrets;

namespace DockerScan.Scanners.Trivy.Report;

/// <summary>A secret. <c>Code</c> is left out on purpose: it masks this secret, and shows its neighbours.</summary>
internal sealed record TrivySecret
{
    public string? RuleId { get; init; }

    public string? Category { get; init; }

    public string? Severity { get; init; }

    public string? Title { get; init; }

    /// <summary>The masked line. Shows the secret's neighbours, so nothing is taken from it but a name; see <see cref="Mapping.ConfigurationPlace"/>.</summary>
    public string? Match { get; init; }

    /// <summary>Where in the configuration it stands, taken from <see cref="Match"/>, which is not kept; no member of Trivy's.</summary>
    public SecretPlace? Place { get; init; }

    public int StartLine { get; init; }

    public int EndLine { get; init; }

    public TrivyLayer? Layer { get; init; }
}
