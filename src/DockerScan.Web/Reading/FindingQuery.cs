using DockerScan.Core.Findings;

namespace DockerScan.Web.Reading;

/// <summary>Which findings are shown.</summary>
/// <param name="Risk">Of this risk; null for any.</param>
/// <param name="Check">Of this check, or evidence for it; empty for any.</param>
/// <param name="Text">With this in id, title, target or place; empty for any.</param>
/// <param name="Page">Which page of them, from 1.</param>
internal sealed record FindingQuery(Risk? Risk, string Check, string Text, int Page)
{
    public bool IsFiltered => Risk is not null || Check.Length > 0 || Text.Length > 0;

    /// <summary>Whether a finding is one of them.</summary>
    public bool Holds(Finding finding)
        => (Risk is null || finding.Risk == Risk)
            && (Check.Length == 0 || finding.Details.Check == Check || finding.Details.AlsoChecks.Contains(Check, StringComparer.Ordinal))
            && (Text.Length == 0 || Has(finding.Details.Id) || Has(finding.Details.Target) || Has(finding.Details.Title) || Has(finding.Details.Location));

    private bool Has(string text) => text.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
