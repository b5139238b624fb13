using DockerScan.Core;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Autorun;

/// <summary>Makes findings with bounded text.</summary>
internal static class AutorunDrafts
{
    private const int MaxEvidence = 2000;

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
            Target = DisplayText.Clean(location, 200),
            Evidence = DisplayText.CleanLines(evidence, MaxEvidence),
            Remediation = remediation,
        };
}
