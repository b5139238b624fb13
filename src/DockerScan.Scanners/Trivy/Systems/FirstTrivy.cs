using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>Which Trivy is the first that knows a system or a release.</summary>
/// <param name="Version">That version; null for none of those the table was held against.</param>
internal sealed record FirstTrivy(Version? Version)
{
    /// <summary>Every Trivy that this program runs with.</summary>
    public static readonly FirstTrivy Any = new(new Version(0, 0, 0));

    /// <summary>None so far.</summary>
    public static readonly FirstTrivy None = new((Version?)null);

    /// <summary>True when a Trivy knows it. One whose version is not known (<c>dev</c>) is taken for the oldest.</summary>
    public bool IsKnownTo(Version? trivy) => Version is { } first && (first == Any.Version || (trivy is not null && trivy >= first));

    /// <summary>Reads the table's word: empty for any, <c>none</c>, or a version. Null when it is none of these.</summary>
    public static FirstTrivy? TryParse(string? text) => text switch
    {
        null => Any,
        "none" => None,
        _ => TrivyReleases.Number(text) is { } version ? new FirstTrivy(version) : null,
    };
}
