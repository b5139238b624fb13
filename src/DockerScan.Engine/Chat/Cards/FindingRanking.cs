using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>Which findings a person should read first.</summary>
internal static class FindingRanking
{
    /// <summary>The open findings in groups, by risk, then by how directly they harm, then by severity and number.</summary>
    public static IReadOnlyList<FindingGroup> Rank(IEnumerable<Finding> findings)
        => [.. findings.Where(finding => finding.State == FindingState.Open)
            .GroupBy(GroupKey)
            .Select(group => new FindingGroup([.. group.OrderByDescending(finding => finding.Risk).ThenByDescending(finding => finding.Details.Severity)]))
            .OrderByDescending(group => group.Worst.Risk)
            .ThenBy(group => Distance(group.Worst))
            .ThenByDescending(group => group.Worst.Details.Severity)
            .ThenByDescending(group => group.Findings.Count)
            .ThenBy(group => group.Worst.Key, StringComparer.Ordinal)];

    // One package is one line, however many CVEs it has; anything else stands for itself.
    private static string GroupKey(Finding finding)
        => FindingText.IsVulnerability(finding) ? $"{finding.Details.Target}\n{finding.Details.InstalledVersion}" : finding.Key;

    // What it did, what it carries, what can be mended today; then the rest.
    private static int Distance(Finding finding) => finding switch
    {
        { Scanner: StageIds.Sandbox or StageIds.VirusTotal } or { Details.Check: CheckIds.AutorunMalware } => 0,
        { Details.Check: CheckIds.SecretFile or CheckIds.SecretEnv } => 1,
        { Details.FixedVersion.Length: > 0 } => 2,
        _ => 3,
    };
}
