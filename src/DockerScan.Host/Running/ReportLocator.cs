using DockerScan.Conversation.Reports;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Host.Web;

namespace DockerScan.Host.Running;

/// <summary>
/// The stored result is the truth, and all else a view of it: who sits at this machine has it written into files, others open it by a link
/// where there is one.
/// </summary>
internal sealed class ReportLocator(ReportLibrary library, ReportLinks links, ILogger<ReportLocator> logger) : IReportLocator
{
    public async Task<ReportLocation?> FindAsync(ScanResult result, ReportLanguage language, bool isLocal, CancellationToken cancellationToken)
    {
        var link = Link(result.Id, language);
        var paths = isLocal ? await library.WriteAsync(result, language, null, cancellationToken) : null;
        return link is null && paths is null ? null : new ReportLocation(link, paths);
    }

    private ReportLink? Link(ScanId scan, ReportLanguage language)
    {
        try
        {
            return links.Make(scan, language);
        }
        catch (EngineException e)
        {
            // The failure names a path of this machine, which is nothing for a chat. The report goes there as a file.
            Log.LinkLost(logger, e, scan);
            return null;
        }
    }
}
