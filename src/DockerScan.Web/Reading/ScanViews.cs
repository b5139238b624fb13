using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;

namespace DockerScan.Web.Reading;

/// <summary>Finds what a page about a scan shows.</summary>
internal sealed class ScanViews(IScanService scans, Checklist checklist, IFindingTitles? titles = null)
{
    /// <summary>What was asked for, and how far it is; null when there is no such scan.</summary>
    public async Task<(ScanRequest Request, ScanProgress Progress)?> FindAsync(ScanId scan, CancellationToken cancellationToken)
    {
        if (await scans.FindRequestAsync(scan, cancellationToken) is not { } request)
        {
            return null;
        }

        await foreach (var progress in scans.WatchAsync(scan, cancellationToken))
        {
            return (request, progress);
        }

        return null;
    }

    /// <summary>The result that answers a scan, to be read; null while there is none.</summary>
    public async Task<ResultView?> FindResultAsync(ScanId scan, ReportLanguage language, CancellationToken cancellationToken)
        => await scans.FindResultAsync(scan, cancellationToken) is { } result ? new ResultView(result, checklist, titles, language) : null;
}
