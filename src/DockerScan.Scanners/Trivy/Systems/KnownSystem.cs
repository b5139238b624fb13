namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>An operating system in <c>config/systems.yaml</c>.</summary>
internal sealed record KnownSystem
{
    /// <summary>Trivy's name of today, e.g. <c>opensuse-leap</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The words that its os-release has as <c>ID</c>.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>What keeps its list of packages: <c>dpkg</c>, <c>apk</c> or <c>rpm</c>.</summary>
    public required string Manager { get; init; }

    /// <summary>How much of its version names a release.</summary>
    public required ReleasePart Part { get; init; }

    /// <summary>The bucket of Trivy's database with its advisories, <c>{release}</c> for the release; null for a system that no database has advisories for.</summary>
    public required string? Advisories { get; init; }

    /// <summary>The first Trivy that knows it.</summary>
    public required FirstTrivy First { get; init; }

    /// <summary>The first Trivy that compares the packages of its modules, or those that others pass over; see <see cref="ModularPackages"/>.</summary>
    public FirstTrivy Modules { get; init; } = FirstTrivy.Any;

    /// <summary>Its releases by name.</summary>
    public required IReadOnlyDictionary<string, KnownRelease> Releases { get; init; }

    /// <summary>The release that a version is of; empty for a system that has none.</summary>
    public string ReleaseOf(string version)
    {
        var word = version.AsSpan().Trim();
        word = word[..(word.IndexOfAny(" \t(") is >= 0 and var end ? end : word.Length)];
        if (Releases.ContainsKey("edge") && (word.StartsWith("edge") || word.Contains("_alpha", StringComparison.Ordinal)))
        {
            return "edge";
        }

        return Part switch
        {
            ReleasePart.Whole => word.ToString(),
            ReleasePart.Major => Numbers(word, 1),
            ReleasePart.Minor => Numbers(word, 2),
            ReleasePart.None => string.Empty,
        };
    }

    /// <summary>The bucket with the advisories for a release; null when no database has one.</summary>
    public string? AdvisoriesOf(string release) => Releases.GetValueOrDefault(release)?.Advisories ?? Advisories?.Replace("{release}", release, StringComparison.Ordinal);

    private static string Numbers(ReadOnlySpan<char> word, int count)
    {
        var at = 0;
        while (at < word.Length && (word[at] != '.' || --count > 0))
        {
            at++;
        }

        return word[..at].ToString();
    }
}

/// <summary>A release of a system in <c>config/systems.yaml</c>.</summary>
/// <param name="Name">What tells it apart, e.g. <c>3.19</c>.</param>
/// <param name="First">The first Trivy that knows it.</param>
/// <param name="End">The last day on which its distributor mends it for everybody; null when that is not known or not set.</param>
/// <param name="Advisories">Its bucket where the system's pattern does not give it; null where it does.</param>
/// <param name="Wrong">What an older Trivy says of it that is not true; null when it only does not know it.</param>
internal sealed record KnownRelease(string Name, FirstTrivy First, DateOnly? End, string? Advisories, string? Wrong);
