using DockerScan.Core;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Makes findings with bounded text.</summary>
internal static class Drafts
{
    private const int MaxEvidence = 2000;
    private const int MaxItems = 50;

    public static FindingDraft Make(
        string check, string id, Severity severity, string title, string location, string evidence, string remediation)
        => new()
        {
            Check = check,
            Id = id,
            KeyClass = check,
            Location = location,
            Title = title,
            Severity = severity,
            Target = DisplayText.Clean(location, 300),
            Evidence = DisplayText.Clean(evidence, MaxEvidence),
            Remediation = remediation,
        };

    public static string List(IReadOnlyList<string> items)
        => string.Join(", ", items.Take(MaxItems).Select(item => DisplayText.Clean(item, 200)))
            + (items.Count > MaxItems ? $" and {items.Count - MaxItems} more" : string.Empty);
}
