using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Assessment;

/// <summary>Which findings a person should read first: the one order of card, report, JSON and lists.</summary>
public static class FindingRanking
{
    /// <summary>By risk, then what is known to be exploited, then by how directly it harms, then by severity; what can be mended before what cannot; equal ones by name, so that the order is the same in each scan.</summary>
    public static IReadOnlyList<Finding> Sort(IEnumerable<Finding> findings)
        => [.. findings
            .OrderByDescending(finding => finding.Risk)
            .ThenByDescending(finding => finding.Exploitation?.IsKnown == true)
            .ThenBy(Distance)
            .ThenByDescending(finding => finding.Details.Severity)
            .ThenBy(finding => string.IsNullOrEmpty(finding.Details.FixedVersion))
            .ThenByDescending(finding => finding.Exploitation?.Probability ?? 0)
            .ThenBy(finding => finding.Details.Check, StringComparer.Ordinal)
            .ThenBy(finding => finding.Details.Target, StringComparer.Ordinal)
            .ThenBy(finding => finding.Details.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Key, StringComparer.Ordinal)];

    /// <summary>The open findings in groups that one deed mends, e.g. all vulnerabilities of a package, in the order of their worst one.</summary>
    public static IReadOnlyList<FindingGroup> Rank(IEnumerable<Finding> findings)
        => Group(Sort(findings.Where(finding => finding.State == FindingState.Open)));

    /// <summary>Findings that are sorted already in groups that one deed mends.</summary>
    public static IReadOnlyList<FindingGroup> Group(IReadOnlyList<Finding> sorted)
        => [.. sorted.GroupBy(GroupKey, StringComparer.Ordinal).Select(group => new FindingGroup([.. group]))];

    // One package is one line, however many CVEs it has; anything else stands for itself.
    private static string GroupKey(Finding finding)
        => KeyClasses.IsVulnerability(finding) ? $"{finding.Details.PackageName}\n{finding.Details.InstalledVersion}" : finding.Key;

    // What it did, what it carries, what can be mended today; then the rest.
    private static int Distance(Finding finding) => finding switch
    {
        { Scanner: StageIds.Sandbox or StageIds.VirusTotal } or { Details.Check: CheckIds.AutorunMalware } => 0,
        { Details.Check: CheckIds.SecretFile or CheckIds.SecretEnv } => 1,
        { Details.FixedVersion.Length: > 0 } => 2,
        _ => 3,
    };
}

/// <summary>Findings that one deed mends, e.g. all vulnerabilities of a package; the worst first.</summary>
/// <param name="Findings">They; at least one.</param>
public sealed record FindingGroup(IReadOnlyList<Finding> Findings)
{
    /// <summary>The worst of them.</summary>
    public Finding Worst => Findings[0];

    /// <summary>True for the vulnerabilities of a package.</summary>
    public bool IsVulnerability => KeyClasses.IsVulnerability(Worst);
}
