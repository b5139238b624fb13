using DockerScan.Core;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Makes findings with bounded text and keys that are equal from run to run.</summary>
internal static class BehaviorDrafts
{
    private const int MaxLines = 12;
    private const int MaxEvidence = 4000;
    private const int MaxLocation = 300;

    public static FindingDraft Make(
        string check, string id, Severity severity, string title, string location, IReadOnlyList<string> evidence, string remediation)
    {
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
            Evidence = DisplayText.CleanLines(string.Join('\n', evidence.Take(MaxLines)) + more, MaxEvidence),
            Remediation = remediation,
        };
    }
}
