using DockerScan.Core.Diff;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>Compares scans of different repositories or platforms too, whose finding keys never meet.</summary>
internal static class ComparableResults
{
    public static ScanDiff Compare(ScanResult before, ScanResult after)
        => before.Reference.Repository == after.Reference.Repository && before.Platform == after.Platform
            ? ScanDiff.Compare(before, after)
            : ScanDiff.Compare(Neutral(before), Neutral(after));

    // Keys without repository and platform, for this comparison only.
    private static ScanResult Neutral(ScanResult result)
        => result with
        {
            Findings = [.. result.Findings
                .Select(finding => finding with { Key = FindingKey.Create(string.Empty, string.Empty, finding.Details) })
                .DistinctBy(finding => finding.Key)],
        };
}
