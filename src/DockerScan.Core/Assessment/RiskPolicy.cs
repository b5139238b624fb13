using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Assessment;

/// <summary>Turns a finding's severity into its risk.</summary>
/// <remarks>
/// The three risks are those of the published checklist. For vulnerabilities: critical is high; high is high when
/// one of the CVSS impact metrics is High or no vector is known, else medium; medium is medium when confidentiality
/// is touched or no vector is known (exposed information leads to further leaks), or when an impact metric is High;
/// else low. A severity that nobody gave is never low without a vector that says so.
/// </remarks>
public static class RiskPolicy
{
    /// <summary>The risk of a finding under its check's rule.</summary>
    public static Risk Assess(RiskRule rule, FindingDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return rule switch
        {
            RiskRule.High => Risk.High,
            RiskRule.Medium => Risk.Medium,
            RiskRule.Low => Risk.Low,
            RiskRule.Severity => FromSeverity(draft.Severity),
            RiskRule.Cvss => FromCvss(draft.Severity, CvssImpact.Parse(draft.CvssVector)),
        };
    }

    private static Risk FromSeverity(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Risk.High,
        Severity.Medium or Severity.Unknown => Risk.Medium,
        Severity.Low => Risk.Low,
    };

    private static Risk FromCvss(Severity severity, CvssImpact? impact) => (severity, impact) switch
    {
        (Severity.Critical, _) => Risk.High,
        (_, null) => FromSeverity(severity),
        (Severity.High, { IsAnyHigh: true }) => Risk.High,
        (Severity.High, _) => Risk.Medium,
        (Severity.Low, _) => Risk.Low,
        (_, { IsAnyHigh: true } or { TouchesConfidentiality: true }) => Risk.Medium,
        _ => Risk.Low,
    };
}
