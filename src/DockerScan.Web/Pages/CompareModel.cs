using DockerScan.Core;
using DockerScan.Core.Diff;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Web.Reading;
using Microsoft.AspNetCore.Mvc;

namespace DockerScan.Web.Pages;

/// <summary>What changed from one scan to another.</summary>
internal sealed class CompareModel(ScanViews views) : WebPage
{
    /// <summary>How many findings of each kind are shown.</summary>
    public const int Most = 100;

    public override string Title => Diff is null ? Strings.NotFound : Strings.Compare;

    public override string Section => "scans";

    [BindProperty(SupportsGet = true, Name = "before")]
    public string? BeforeId { get; set; }

    [BindProperty(SupportsGet = true, Name = "now")]
    public string? NowId { get; set; }

    public ResultView? Before { get; private set; }

    public ResultView? Now { get; private set; }

    /// <summary>Null when one of the scans is not there.</summary>
    public ScanDiff? Diff { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        (Before, Now) = (await FindAsync(BeforeId, cancellationToken), await FindAsync(NowId, cancellationToken));
        if (Before is null || Now is null)
        {
            return Missing();
        }

        Diff = ScanDiff.Compare(Before.Result, Now.Result);
        return Page();
    }

    /// <summary>The kinds of change, each with its findings; those without any are left out.</summary>
    public IEnumerable<(string Title, IReadOnlyList<Finding> Findings, int Count)> Kinds()
    {
        (string Title, IReadOnlyList<Finding> Findings)[] kinds =
            [(Strings.New, Diff!.New), (Strings.Raised, Diff.Raised), (Strings.NotComparable, Diff.NotComparable), (Strings.Fixed, Diff.Fixed)];
        return kinds.Where(kind => kind.Findings.Count > 0).Select(kind => (kind.Title, Now!.Localized([.. kind.Findings.Take(Most)]), kind.Findings.Count));
    }

    /// <summary>A scan in a line.</summary>
    public string Line(ScanResult result) => $"{Show.Name(result.Reference.Familiar)} ({Units.Time(result.FinishedAt)}, {Words.Label(result.Verdict, result.AtLeast)})";

    private async Task<ResultView?> FindAsync(string? id, CancellationToken cancellationToken)
        => ScanId.TryParse(id, out var scan) ? await views.FindResultAsync(scan, Language, cancellationToken) : null;
}
