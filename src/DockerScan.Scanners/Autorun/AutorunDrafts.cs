using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Autorun;

/// <summary>Makes findings with bounded text.</summary>
internal static class AutorunDrafts
{
    private const int MaxEvidence = 2000;

    /// <summary>Finding of a signature: only what is by itself a sign of hostile code is called malware.</summary>
    public static FindingDraft OfSignature(string id, Severity severity, string title, string location, string evidence, string remediation)
        => Make(severity >= Severity.High ? CheckIds.AutorunMalware : CheckIds.AutorunFile, id, severity, title, location, evidence, remediation)
            with
            {
                KeyClass = KeyClasses.Signature,
                RiskReason = severity switch
                {
                    Severity.Critical or Severity.High => "such a line or mark has no honest use in what an image starts by itself",
                    Severity.Low => "it says little alone",
                    _ => "hostile code does this, and honest software too: somebody must look at it",
                },
            };

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
