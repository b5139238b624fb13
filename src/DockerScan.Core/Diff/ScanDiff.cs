using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Diff;

/// <summary>What changed between two scans, by finding key.</summary>
/// <param name="New">Found now, not before.</param>
/// <param name="Raised">Found both times, and worse now.</param>
/// <param name="Fixed">Found before, not now, by a scanner that completed now.</param>
/// <param name="Unchanged">Found both times.</param>
/// <param name="NotComparable">Found before, and now nobody knows: its scanner did not complete.</param>
public sealed record ScanDiff(
    IReadOnlyList<Finding> New,
    IReadOnlyList<Finding> Raised,
    IReadOnlyList<Finding> Fixed,
    IReadOnlyList<Finding> Unchanged,
    IReadOnlyList<Finding> NotComparable)
{
    /// <summary>Compares. A finding that disappeared is fixed only if its scanner completed now: a broken scan fixes nothing.</summary>
    public static ScanDiff Compare(ScanResult before, ScanResult now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var old = before.Findings.ToDictionary(finding => finding.Key);
        var current = now.Findings.ToDictionary(finding => finding.Key);
        var kept = now.Findings.Where(finding => old.ContainsKey(finding.Key)).ToLookup(finding => IsRaised(old[finding.Key], finding));
        var gone = before.Findings.Where(finding => !current.ContainsKey(finding.Key))
            .ToLookup(finding => VerdictPolicy.IsComplete(now.Stages, [finding.Scanner]));
        return new ScanDiff(
            [.. now.Findings.Where(finding => !old.ContainsKey(finding.Key))], [.. kept[true]], [.. gone[true]], [.. kept[false]], [.. gone[false]]);
    }

    /// <summary>Whether a finding is worse now. From no severity to a low one is not: what an unknown one means is in the risk.</summary>
    public static bool IsRaised(Finding before, Finding now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        return now.Risk > before.Risk || (before.Details.Severity != Severity.Unknown && now.Details.Severity > before.Details.Severity);
    }
}
