using DockerScan.Conversation.Reports;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Host.Web;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Running;

/// <summary>Writes a report when somebody wants to read it: the stored result is the truth, the files are a view of it. Where the listener has an address for people, it is named too.</summary>
internal sealed class ReportLocator(ReportLibrary library, IOptions<WebOptions> web) : IReportLocator
{
    public async Task<ReportLocation?> FindAsync(ScanResult result, CancellationToken cancellationToken)
        => new(Url(result.Id), await library.WriteAsync(result, ReportLanguage.English, null, cancellationToken));

    private Uri? Url(ScanId scan) => web.Value.PublicUrl is { Length: > 0 } address ? new Uri($"{address.TrimEnd('/')}/reports/{scan}") : null;
}
