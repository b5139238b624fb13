using System.Net;
using System.Net.Sockets;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
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
        // Before the queue, so that it ends after it.
        builder.Services.AddHostedService(provider => provider.GetRequiredService<TrivyServerService>());
        builder.Services.AddHostedService<ScanQueueService>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LookupService>());
        builder.Services.AddSingleton<HealthMonitor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        builder.Services.AddChatPlatforms();
        builder.Services.AddReportPages();
        builder.Services.AddHostGuard();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CardKeeper>());
        await using var app = builder.Build();
        Application.Validate(app.Services);
        ScanningParts.Require(app.Services);
        Application.WarnOfExposedSecrets(settings, app.Services);
        app.Urls.Add("http://" + app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Listen);
        await app.Services.GetRequiredService<StartupSweeper>().RunAsync(cancellationToken);
        app.Use(AddHeadersAsync);
        app.UseHostGuard();
        app.MapGet("/", () => Results.Text("DockerScan is running. Reports: /reports/SCAN, /reports/SCAN/report.md, /reports/SCAN/report.json · health: /healthz\n"));
        app.MapHealth();
        app.MapReports();
        app.MapChatEndpoints();
        await ListenAsync(app, cancellationToken);
        await Console.Error.WriteLineAsync("listening on " + string.Join(", ", app.Urls) + "; Ctrl-C stops");
        if (IPEndPoint.Parse(app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Listen) is var endpoint && !IPAddress.IsLoopback(endpoint.Address))
        {
            await Console.Error.WriteLineAsync("whoever reaches this address can read every report whose id is known: there is no login (Web:Listen)");
        }

        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new EngineException(
                new ScanFailure(FailureKind.Internal, $"Web:Listen {string.Join(", ", app.Urls)} cannot be listened on: {DisplayText.Clean(e.GetBaseException().Message, 200)}; set another address"), e);
        }
    }

    private static Task AddHeadersAsync(HttpContext context, RequestDelegate next)
    {
        // Reports quote hostile text: no script, no frame, no request may come out of one.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
