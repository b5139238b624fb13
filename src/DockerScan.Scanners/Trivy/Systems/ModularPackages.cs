using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>
/// Packages of modules (nodejs:18, postgresql:15 …) that Trivy lists, passes over when it compares, and tells of in its log alone.
/// </summary>
/// <remarks>Trivy, pkg/detector/ospkg/rocky before 0.69.0 and pkg/detector/ospkg/alma.</remarks>
internal static class ModularPackages
{
    /// <summary>The member of a package that names its module.</summary>
    public const string Label = "Modularitylabel";

    private const int MaxNamed = 3;

    /// <summary>The systems of which it is known which packages Trivy passes over.</summary>
    public static IReadOnlyList<string> Families { get; } = ["rocky", "alma"];

    /// <summary>The names of those that were passed over.</summary>
    public static IReadOnlyList<string> PassedOver(SystemAnswer system, IEnumerable<TrivyResult> results)
        => system is not { ModulesNextStep: not null, Known.Family: { } family } ? []
            : [.. results.Where(result => result.Class == TrivyResult.OsPackages).SelectMany(result => result.Packages ?? []).OfType<TrivyPackage>()
                .Where(package => IsPassedOver(family, package)).Select(package => package.Name ?? string.Empty).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The gap that they are; null without any.</summary>
    public static Gap? Find(SystemAnswer system, IReadOnlyList<string> names)
    {
        if (names.Count == 0 || system is not { ModulesNextStep: { } next, Known: { } known })
        {
            return null;
        }

        var named = string.Join(", ", names.Take(MaxNamed).Select(name => DisplayText.Clean(name, 80))) + (names.Count > MaxNamed ? " …" : string.Empty);
        return new Gap(GapKind.SystemUnsupported, string.Create(
            CultureInfo.InvariantCulture, $"this Trivy does not compare packages of modules on {known.Name}: {names.Count} in all ({named})") + next);
    }

    // On AlmaLinux those that name no module, and are of one by their release: 1.module_el8.6.0+2750+78feabcb.
    private static bool IsPassedOver(string family, TrivyPackage package) => family switch
    {
        "rocky" => package.Beyond == Label,
        "alma" => package.Beyond != Label && package.Release?.Contains(".module_el", StringComparison.Ordinal) == true,
        _ => false,
    };
}
