using DockerScan.Core.Findings;

namespace DockerScan.Core.Reading;

/// <summary>A source package's findings. Thousands of CVEs become readable only per package, and the packages that were built from one source are mended by one upgrade.</summary>
/// <param name="Name">The source package; the package itself where its source is not known.</param>
/// <param name="Installed">Its installed version.</param>
/// <param name="Findings">Its findings, worst first.</param>
public sealed record PackageGroup(string Name, string Installed, IReadOnlyList<Finding> Findings)
{
    /// <summary>The lowest version that mends all that can be mended; null when nothing can.</summary>
    public string? Fix { get; } = FindFix(Installed, Findings);

    /// <summary>The installed packages that they are in, in the order of their first finding.</summary>
    public IReadOnlyList<string> Packages { get; } = [.. Findings.Select(finding => finding.Details.Target).Distinct(StringComparer.Ordinal)];

    /// <summary>How many vulnerabilities: one that is in several of its packages counts once.</summary>
    public int Vulnerabilities { get; } = Findings.Select(finding => finding.Details.Id).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Groups the findings that are about a package, in the order of their first finding.</summary>
    public static IReadOnlyList<PackageGroup> From(IEnumerable<Finding> findings)
        => [.. findings.Where(IsPackage)
            .GroupBy(finding => (finding.Details.PackageName, finding.Details.InstalledVersion))
            .Select(same => new PackageGroup(same.Key.PackageName, same.Key.InstalledVersion!, [.. same]))];

    /// <summary>True when the finding is about a package.</summary>
    public static bool IsPackage(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return !string.IsNullOrEmpty(finding.Details.InstalledVersion);
    }

    private static string? FindFix(string installed, IReadOnlyList<Finding> findings)
        => findings.Select(finding => Choose(installed, finding.Details.FixedVersion)).OfType<string>().Max(VersionOrder.Instance);

    /// <summary>Of the fixed versions of several branches (<c>2.12.4, 2.17.1</c>) the nearest one above the installed.</summary>
    private static string? Choose(string installed, string? fixedVersion)
    {
        var choices = (fixedVersion ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return choices.Where(choice => VersionOrder.Instance.Compare(choice, installed) > 0).Min(VersionOrder.Instance)
            ?? choices.Max(VersionOrder.Instance);
    }
}
