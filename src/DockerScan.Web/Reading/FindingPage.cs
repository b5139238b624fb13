using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;

namespace DockerScan.Web.Reading;

/// <summary>A page of the open findings in groups that one deed mends, so that thousands of them are as quick as a few.</summary>
internal sealed class FindingPage
{
    /// <summary>How many groups a page has.</summary>
    public const int PerPage = 40;

    /// <summary>How many findings of a group stand on it; the report has all.</summary>
    public const int PerGroup = 12;

    public FindingPage(ResultView view, FindingQuery query)
    {
        var groups = query.IsFiltered ? FindingRanking.Group([.. view.Reading.Findings.Open.Where(query.Holds)]) : view.Reading.Findings.Groups;
        Total = groups.Sum(group => group.Findings.Count);
        Pages = Math.Max(1, (groups.Count + PerPage - 1) / PerPage);
        Number = Math.Clamp(query.Page, 1, Pages);
        // Only what is shown is put into words.
        Groups = [.. groups.Skip((Number - 1) * PerPage).Take(PerPage).Select(group => new ShownGroup(group, view.Localized([.. group.Findings.Take(PerGroup)])))];
    }

    /// <summary>How many findings there are, on all pages.</summary>
    public int Total { get; }

    public int Pages { get; }

    public int Number { get; }

    public IReadOnlyList<ShownGroup> Groups { get; }
}

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

/// <summary>A group on a page.</summary>
/// <param name="Group">The group.</param>
/// <param name="Shown">Those of it that have room, in the reader's language.</param>
internal sealed record ShownGroup(FindingGroup Group, IReadOnlyList<Finding> Shown)
{
    public int Rest => Group.Findings.Count - Shown.Count;
}
