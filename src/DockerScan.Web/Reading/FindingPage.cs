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

/// <summary>A group on a page.</summary>
/// <param name="Group">The group.</param>
/// <param name="Shown">Those of it that have room, in the reader's language.</param>
internal sealed record ShownGroup(FindingGroup Group, IReadOnlyList<Finding> Shown)
{
    public int Rest => Group.Findings.Count - Shown.Count;
}
