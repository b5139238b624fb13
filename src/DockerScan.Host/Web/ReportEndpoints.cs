using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Engine.Scanning;
using DockerScan.Host.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary>
/// Serves reports, rendered when they are asked for. Where people reach the listener from elsewhere (Web:PublicUrl) a page is opened by its
/// link and by nothing else. Else who can reach it reads every report whose id is known, under the names that its files have on disk too.
/// Scans are not listed.
/// </summary>
internal static class ReportEndpoints
{
    private const string Html = "text/html; charset=utf-8";
    private const string Text = "text/plain; charset=utf-8";
    private const string Markdown = "text/markdown; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";

    // One answer for all that is not there, and for all that somebody may not have. Who asks for it is not known, nor their language.
    private static readonly string Missing = string.Join('\n', Enum.GetValues<ReportLanguage>().Select(language => Vocabulary.In(language).NoSuchReport)) + "\n";

    public static IServiceCollection AddReportPages(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, QuietAddresses>());
        return services.AddSingleton<ReportPages>();
    }

    public static void MapReports(this WebApplication app)
    {
        // From the pages: who may see them may have these.
        Map(app, "/scans/{scan}/report.html", ReportForm.Page, Html);
        Map(app, "/scans/{scan}/report.md", ReportForm.Markdown, Markdown);
        Map(app, "/scans/{scan}/report.json", ReportForm.Json, Json);
        MapPdf(app, "/scans/{scan}/report.pdf");
        if (app.Services.GetRequiredService<ReportLinks>().AreOn)
        {
            MapLinked(app);
        }
        else
        {
            MapOpen(app);
        }
    }

    private static void MapLinked(WebApplication app)
    {
        app.MapGet("/reports/{scan}", OpenAsync).AllowAnonymous();
        app.MapGet("/reports/{scan}/{**rest}", NotFound).AllowAnonymous();
        app.MapGet("/reports", NotFound).AllowAnonymous();
    }

    private static void MapOpen(WebApplication app)
    {
        app.MapGet("/reports", () => Results.Text("A report is at /reports/SCAN: the scan's id is in its answer, and an image's newest is named by ./run.sh report IMAGE\n"));
        Map(app, "/reports/{scan}", ReportForm.Page, Html);
        Map(app, "/reports/{scan}/report.html", ReportForm.Page, Html);
        Map(app, "/reports/{scan}/report.md", ReportForm.Markdown, Markdown);
        Map(app, "/reports/{scan}/report.json", ReportForm.Json, Json);
        MapPdf(app, "/reports/{scan}/report.pdf");
        app.MapGet("/reports/{scan}/capture.pcap", CaptureAsync);
    }

    private static void Map(WebApplication app, string path, ReportForm form, string type)
        => app.MapGet(path, async (string scan, HttpRequest request, IScanService scans, ReportPages pages, ICaptureFiles captures, CancellationToken token) =>
        {
            var language = ReportLanguages.TryParse(One(request, "lang"), out var asked) ? asked : ReportLanguage.English;
            return await FindAsync(scan, scans, token) is { } result
                ? Results.Bytes(await pages.GetAsync(result, new ReportView(form, language, captures.Find(result) is not null), token), type, One(request, "download") is null ? null : FileName(result, path))
                : NotFound();
        });

    private static void MapPdf(WebApplication app, string path)
        => app.MapGet(path, async (string scan, HttpRequest request, IScanService scans, ReportPages pages, IReportPrinter printer, ILogger<ReportPages> logger, CancellationToken token) =>
        {
            var language = ReportLanguages.TryParse(One(request, "lang"), out var asked) ? asked : ReportLanguage.English;
            if (await FindAsync(scan, scans, token) is not { } result)
            {
                return NotFound();
            }

            if (printer.Missing(language) is { } need)
            {
                return Results.Text($"{Vocabulary.In(language).NeededToPrint(need)}\n", Text, statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            try
            {
                return Results.Bytes(await pages.GetAsync(result, new ReportView(ReportForm.Pdf, language, HasCapture: false), token), "application/pdf", FileName(result, path));
            }
            catch (EngineException e)
            {
                // Why is for the operator: it may name paths of this machine.
                Log.NotPrinted(logger, e, result.Id);
                return Results.Text($"{Vocabulary.In(language).NotPrinted}\n", Text, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });

    // Of an id, which is letters and digits.
    private static string FileName(ScanResult result, string path) => $"report-{result.Id}{Path.GetExtension(path)}";

    private static async Task<IResult> OpenAsync(string scan, HttpRequest request, ReportLinks links, IScanService scans, ReportPages pages, CancellationToken cancellationToken)
        => links.Open(scan, One(request, "lang"), One(request, "until"), One(request, "sig")) is { } link
            && await scans.FindResultAsync(link.Scan, cancellationToken) is { } result
                ? Results.Bytes(await pages.GetAsync(result, new ReportView(ReportForm.Page, link.Language, HasCapture: false), cancellationToken), Html)
                : NotFound();

    private static string? One(HttpRequest request, string name) => request.Query[name] is [var value] ? value : null;

    // Hostile bytes: always a download, of a type that no browser shows.
    private static async Task<IResult> CaptureAsync(string scan, IScanService scans, ICaptureFiles captures, CancellationToken cancellationToken)
        => await FindAsync(scan, scans, cancellationToken) is { } result && captures.Find(result) is { } path
            ? Results.File(path, "application/vnd.tcpdump.pcap", $"capture-{result.Id}.pcap")
            : NotFound();

    private static IResult NotFound() => Results.Text(Missing, Text, statusCode: StatusCodes.Status404NotFound);

    private static async Task<ScanResult?> FindAsync(string scan, IScanService scans, CancellationToken cancellationToken)
        => ScanId.TryParse(scan, out var id) ? await scans.FindResultAsync(id, cancellationToken) : null;
}
