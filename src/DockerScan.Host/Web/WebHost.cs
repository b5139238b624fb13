using DockerScan.Core.Health;
using DockerScan.Core;
using DockerScan.Core.Ports;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Delivery;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary><c>serve</c>: the queue worker and a listener for reports and health.</summary>
internal static class WebHost
{
    public static async Task RunAsync(FileInfo? settingsFile, CancellationToken cancellationToken)
    {
        var settings = Settings.Load(settingsFile);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Application.AddStderr(builder.Logging, settings);
        builder.Services.AddDockerScan(settings, DataFolder.FromEnvironment());
        builder.Services.AddHostedService<ScanQueueService>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LookupService>());
        builder.Services.AddSingleton<HealthMonitor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        builder.Services.AddChatPlatforms();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CardKeeper>());
        await using var app = builder.Build();
        Application.Validate(app.Services);
        app.Urls.Add("http://" + app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Listen);
        await app.Services.GetRequiredService<StartupSweeper>().RunAsync(cancellationToken);
        app.Use(AddHeadersAsync);
        app.MapGet("/", () => Results.Text("DockerScan is running. Reports: /reports/SCAN · health: /healthz\n"));
        app.MapGet("/healthz", Health);
        app.MapGet("/reports/{scan}", (string scan, IScanStore store, IReportWriter writer, ReportLibrary library, CancellationToken token)
            => ReportAsync(scan, store, library, token));
        app.MapGet("/reports/{scan}/capture.pcap", (string scan, IScanStore store, ICaptureFiles captures, CancellationToken token)
            => CaptureAsync(scan, store, captures, token));
        app.MapChatEndpoints();
        await app.StartAsync(cancellationToken);
        await Console.Error.WriteLineAsync("listening on " + string.Join(", ", app.Urls) + "; Ctrl-C stops");
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static Task AddHeadersAsync(HttpContext context, RequestDelegate next)
    {
        // Reports quote hostile text: no script, no frame, no request may come out of one.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private static IResult Health(HealthMonitor monitor)
    {
        if (monitor.Latest is not { } latest)
        {
            return Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var worst = latest.Parts.Min(report => report.Status);
        var body = new
        {
            status = worst.ToString().ToLowerInvariant(),
            latest.CheckedAt,
            parts = latest.Parts.Select(report => new { report.Part, Status = report.Status.ToString().ToLowerInvariant(), report.Detail, report.NextStep }),
        };
        return Results.Json(body, statusCode: worst == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ReportAsync(string scan, IScanStore store, ReportLibrary library, CancellationToken cancellationToken)
    {
        if (!ScanId.TryParse(scan, out var id) || await store.FindResultAsync(id, cancellationToken) is not { } result)
        {
            return Results.Problem("There is no such report.", statusCode: StatusCodes.Status404NotFound);
        }

        var paths = await library.WriteAsync(result, ReportLanguage.English, null, cancellationToken);
        return Results.File(paths.Html, "text/html; charset=utf-8");
    }

    // Hostile bytes: always a download, of a type that no browser shows.
    private static async Task<IResult> CaptureAsync(string scan, IScanStore store, ICaptureFiles captures, CancellationToken cancellationToken)
        => ScanId.TryParse(scan, out var id) && await store.FindResultAsync(id, cancellationToken) is { } result && captures.Find(result) is { } path
            ? Results.File(path, "application/vnd.tcpdump.pcap", $"capture-{result.Id}.pcap")
            : Results.Problem("There is no capture of such a scan here.", statusCode: StatusCodes.Status404NotFound);
}
