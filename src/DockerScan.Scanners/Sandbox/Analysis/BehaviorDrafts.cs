using DockerScan.Core;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Makes findings with bounded text and keys that are equal from run to run.</summary>
internal static class BehaviorDrafts
{
    /// <summary>One program could make thousands of places; the report stays readable. The worst are kept.</summary>
    public const int MaxFindings = 100;

    private const int MaxLines = 12;
    private const int MaxEvidence = 4000;
    private const int MaxLocation = 300;

    /// <param name="check">The check.</param>
    /// <param name="id">The kind within it.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="title">One sentence.</param>
    /// <param name="location">The place, part of the key.</param>
    /// <param name="evidence">Lines; the first are shown.</param>
    /// <param name="remediation">What to do.</param>
    /// <param name="origin">What led there, of <see cref="Lineage"/>; shown whole.</param>
    public static FindingDraft Make(
        string check, string id, Severity severity, string title, string location, IReadOnlyList<string> evidence, string remediation, IReadOnlyList<string>? origin = null)
    {
        var end = origin is { Count: > 0 } ? "\n" + string.Join('\n', origin) : string.Empty;
        var place = DisplayText.Clean(location, MaxLocation);
        var more = evidence.Count > MaxLines ? $"\nand {evidence.Count - MaxLines} more" : string.Empty;
        return new FindingDraft
        {
            Check = check,
            Id = id,
            KeyClass = check,
            Location = place,
            Title = DisplayText.Clean(title, 300),
            Severity = severity,
            Target = place,
            Evidence = DisplayText.CleanLines(string.Join('\n', evidence.Take(MaxLines)), MaxEvidence - more.Length - end.Length) + more + end,
            Remediation = remediation,
        };
    }
}
