using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>The packages of one result.</summary>
/// <param name="IsSystem">True for those of the operating system.</param>
/// <param name="Type">Trivy's type.</param>
/// <param name="Target">What the result is named by.</param>
/// <param name="Packages">They.</param>
internal sealed record PackageGroup(bool IsSystem, string Type, string Target, IReadOnlyList<TrivyPackage> Packages)
{
    private const string LanguagePackages = "lang-pkgs";

    /// <summary>The groups of a report, or why they cannot be put to a server.</summary>
    public static (IReadOnlyList<PackageGroup> Groups, string? Problem) Of(TrivyReport report)
    {
        var groups = new List<PackageGroup>();
        foreach (var result in (report.Results ?? []).OfType<TrivyResult>().Where(result => result.Packages is { Count: > 0 }))
        {
            var isSystem = result.Class == TrivyResult.OsPackages;
            if ((!isSystem && result.Class != LanguagePackages) || result is not { Type: { Length: > 0 } type, Target: { Length: > 0 } target })
            {
                return ([], "a list of packages is of an unknown kind");
            }

            var packages = result.Packages!.OfType<TrivyPackage>().ToList();
            if (packages.FirstOrDefault(package => package.Beyond is not null) is { } beyond)
            {
                return ([], $"packages have {Core.DisplayText.Clean(beyond.Beyond!, 60)}, which a server is not told");
            }

            if (packages.Count != result.Packages!.Count || packages.Any(package => package.Name is not { Length: > 0 } || package.Id?.StartsWith(ProofPackages.IdPrefix, StringComparison.Ordinal) == true))
            {
                return ([], "a package has no name");
            }

            groups.Add(new PackageGroup(isSystem, type, target, packages));
        }

        return groups.Count(group => group.IsSystem) > 1 || groups.DistinctBy(group => (group.IsSystem, group.Type, group.Target)).Count() < groups.Count
            ? ([], "two lists of packages have the same name")
            : (groups, null);
    }
}
