using System.Collections.Frozen;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Asks the database that was used whether it has any advisories for what was in the image. None at all means that nobody compared, however new it is.</summary>
internal static class AdvisoryGaps
{
    // Trivy's types of results to the ecosystems that the buckets of its database begin with (trivy-db, pkg/ecosystem).
    private static readonly FrozenDictionary<string, string> Ecosystems = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["npm"] = "npm",
        ["node-pkg"] = "npm",
        ["yarn"] = "npm",
        ["pnpm"] = "npm",
        ["bun"] = "npm",
        ["pip"] = "pip",
        ["pipenv"] = "pip",
        ["poetry"] = "pip",
        ["uv"] = "pip",
        ["python-pkg"] = "pip",
        ["gobinary"] = "go",
        ["gomod"] = "go",
        ["jar"] = "maven",
        ["pom"] = "maven",
        ["gradle"] = "maven",
        ["nuget"] = "nuget",
        ["dotnet-core"] = "nuget",
        ["packages-props"] = "nuget",
        ["bundler"] = "rubygems",
        ["gemspec"] = "rubygems",
        ["cargo"] = "cargo",
        ["rustbinary"] = "cargo",
        ["composer"] = "composer",
        ["composer-vendor"] = "composer",
        ["conan"] = "conan",
        ["hex"] = "erlang",
        ["pub"] = "pub",
        ["swift"] = "swift",
        ["cocoapods"] = "cocoapods",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the buckets with advisories for a type of Trivy's results begin with; null for a type that no database has advisories for.</summary>
    public static string? PrefixOf(string type) => Ecosystems.TryGetValue(type, out var ecosystem) ? ecosystem + "::" : null;

    /// <summary>One gap for each system or language whose packages were listed and for which the database has nothing.</summary>
    /// <param name="databaseFile">The file.</param>
    /// <param name="system">The image's system; asked for only where its packages were listed and this Trivy knows it.</param>
    /// <param name="mapped">What was listed.</param>
    public static IReadOnlyList<Gap> Find(string databaseFile, SystemAnswer system, MappedReport mapped)
    {
        var bucket = system.Gap is null && mapped.OsPackageCount > 0 ? system.Known?.AdvisoriesOf(system.Release) : null;
        var languages = mapped.LanguageTypes.Select(type => Ecosystems.GetValueOrDefault(type)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (bucket is null && languages.Count == 0)
        {
            return [];
        }

        try
        {
            using var stream = DatabaseStream.OpenRead(databaseFile);
            var buckets = BoltBuckets.Open(stream);
            var gaps = new List<Gap>();
            if (bucket is not null && !buckets.Has(bucket))
            {
                gaps.Add(new Gap(GapKind.AdvisoriesMissing, $"the vulnerability database has no advisories at all for {system.Known!.Name} {system.Release}".TrimEnd() + $": its packages were compared with nothing; next step: {DatabaseProvider.NextStep}"));
            }

            var missing = languages.Where(language => !buckets.HasPrefix(language + "::")).ToList();
            if (missing.Count > 0)
            {
                gaps.Add(new Gap(GapKind.AdvisoriesMissing, $"the vulnerability database has no advisories at all for packages of {string.Join(", ", missing)}; next step: {DatabaseProvider.NextStep}"));
            }

            return gaps;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return [new Gap(GapKind.AdvisoriesMissing, $"the vulnerability database could not be asked whether it has advisories for this image: {DisplayText.Clean(e.Message, 200)}")];
        }
    }
}
