using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;

namespace DockerScan.Host.Web;

/// <summary>Serves reports, under the names that their files have on disk too. Scans are not listed: there is no login, and an id is what a reader has to know.</summary>
internal static class ReportEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    public static IServiceCollection AddReportPages(this IServiceCollection services) => services.AddSingleton<ReportPages>();

    public static void MapReports(this WebApplication app)
    {
        app.MapGet("/reports", () => Results.Text("A report is at /reports/SCAN: the scan's id is in its answer, and `status` in ./run.sh chat names the newest.\n"));
        Map(app, string.Empty, ReportForm.Page, Html);
        Map(app, "/report.html", ReportForm.Page, Html);
        Map(app, "/report.md", ReportForm.Markdown, "text/markdown; charset=utf-8");
        Map(app, "/report.json", ReportForm.Json, "application/json; charset=utf-8");
        app.MapGet("/reports/{scan}/capture.pcap", CaptureAsync);
    }

    private static void Map(WebApplication app, string file, ReportForm form, string type)
        => app.MapGet("/reports/{scan}" + file, async (string scan, IScanStore store, ReportPages pages, CancellationToken token)
            => await FindAsync(scan, store, token) is { } result
                ? Results.Bytes(await pages.GetAsync(result, form, token), type)
                : Results.Problem("There is no such report.", statusCode: StatusCodes.Status404NotFound));

    // Hostile bytes: always a download, of a type that no browser shows.
    private static async Task<IResult> CaptureAsync(string scan, IScanStore store, ICaptureFiles captures, CancellationToken cancellationToken)
        => await FindAsync(scan, store, cancellationToken) is { } result && captures.Find(result) is { } path
            ? Results.File(path, "application/vnd.tcpdump.pcap", $"capture-{result.Id}.pcap")
            : Results.Problem("There is no capture of such a scan here.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<ScanResult?> FindAsync(string scan, IScanStore store, CancellationToken cancellationToken)
        => ScanId.TryParse(scan, out var id) ? await store.FindResultAsync(id, cancellationToken) : null;
}
