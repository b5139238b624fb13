using System.Text;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Reputations;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Writes a report anew when its result was amended, if somebody had it written before.</summary>
internal sealed class ReportAmender(ReportLibrary library, DataFolder data) : IAmendmentListener
{
    private const int HeadBytes = 256;

    public async Task AmendedAsync(ScanResult before, ScanResult after, CancellationToken cancellationToken)
    {
        var page = Path.Combine(data.Reports, after.Id.Value, "report.html");
        if (File.Exists(page))
        {
            await library.WriteAsync(after, await LanguageAsync(page, cancellationToken), null, cancellationToken);
        }
    }

    // The page says in which language it is, in its first line.
    private static async Task<ReportLanguage> LanguageAsync(string page, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(page);
        var head = new byte[HeadBytes];
        var count = await stream.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(head, 0, count).Contains("lang=\"ko\"", StringComparison.Ordinal) ? ReportLanguage.Korean : ReportLanguage.English;
    }
}
