namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>All of <c>config/systems.yaml</c>: what each Trivy knows of which system, and until when a release is mended.</summary>
/// <param name="CheckedWith">The newest Trivy that the table was held against. What it does not say of later ones is not known.</param>
/// <param name="Systems">The systems.</param>
/// <param name="Version">Changes whenever the file does.</param>
internal sealed record SystemsTable(Version CheckedWith, IReadOnlyList<KnownSystem> Systems, string Version)
{
    private readonly Dictionary<string, KnownSystem> _families = Systems.ToDictionary(system => system.Family, StringComparer.Ordinal);
    private readonly Dictionary<string, KnownSystem> _ids = Systems.SelectMany(system => system.Ids.Select(id => (id, system))).ToDictionary(pair => pair.id, pair => pair.system, StringComparer.Ordinal);

    /// <summary>A system by Trivy's name of it, old or new.</summary>
    public KnownSystem? OfFamily(string family) => _families.GetValueOrDefault(Family.Today(family));

    /// <summary>A system by the <c>ID</c> of its os-release.</summary>
    public KnownSystem? OfId(string id) => _ids.GetValueOrDefault(id);
}
