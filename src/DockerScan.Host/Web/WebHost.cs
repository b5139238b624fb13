using System.Net;
using System.Net.Sockets;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Watching;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using DockerScan.Host.Watching;
using DockerScan.Scheduling;
using DockerScan.Web;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary><c>serve</c>: the queue worker and a listener for reports and health.</summary>
internal static class WebHost
{
    public static async Task RunAsync(FileInfo? settingsFile, CancellationToken cancellationToken)
    {
        var data = DataFolder.FromEnvironment();
        var settings = SettingsCheck.WithPlatformsThatStart(Settings.Load(settingsFile), data);
        foreach (var line in NotStarted(settings))
        {
            await Console.Error.WriteLineAsync(line);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Application.AddStderr(builder.Logging, settings);
        builder.Services.AddDockerScan(settings, data);
        // Before the queue, so that it ends after it.
        builder.Services.AddHostedService(provider => provider.GetRequiredService<TrivyServerService>());
        builder.Services.AddHostedService<ScanQueueService>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LookupService>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SchedulerService>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<WatchService>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AlertService>());
        builder.Services.AddHostedService<ExploitListService>();
        builder.Services.AddSingleton<HealthMonitor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        builder.Services.AddChatPlatforms();
        builder.Services.AddReportPages();
        builder.Services.AddPages();
        builder.Services.AddHostGuard();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CardKeeper>());
        await using var app = builder.Build();
        Application.Validate(app.Services);
        ScanningParts.Require(app.Services);
        Application.WarnOfExposedSecrets(settings, app.Services);
        app.Urls.Add("http://" + app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Listen);
        await app.Services.GetRequiredService<StartupSweeper>().RunAsync(cancellationToken);
        await app.Services.GetRequiredService<WatchesOfFile>().ApplyAsync(cancellationToken);
        app.UsePageHeaders();
        app.UseHostGuard();
        app.UseWebAccess();
        app.Services.GetRequiredService<ReportLinks>().Require();
        var token = app.Services.GetRequiredService<WebAccess>().Require();
        app.MapWebPages();
        app.MapHealth();
        app.MapReports();
        app.MapChatEndpoints();
        await ListenAsync(app, cancellationToken);
        await Console.Error.WriteLineAsync("listening on " + string.Join(", ", app.Urls) + "; Ctrl-C stops");
        if (token is not null)
        {
            await Console.Error.WriteLineAsync($"sign in to the pages with this token; it is not said again: {token}");
        }

        if (Warning(app.Services.GetRequiredService<IOptions<WebOptions>>().Value) is { } warning)
        {
            await Console.Error.WriteLineAsync(warning);
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

    /// <summary>Which platforms do not start, and why.</summary>
    internal static IEnumerable<string> NotStarted(Settings settings)
        => settings.LeftOut.Select(problem => $"dockerscan: {problem.Part} does not start: {string.Join("; ", problem.Lines)}. Everything else does");

    /// <summary>What the operator should know about who can read reports; null when there is nothing.</summary>
    internal static string? Warning(WebOptions web)
    {
        if (web.PublicUrl.Length > 0)
        {
            return new Uri(web.PublicUrl) is { IsLoopback: false } url && url.Scheme == Uri.UriSchemeHttp
                ? "whoever sees the traffic to this address can read the reports that are opened: it is not https (Web:PublicUrl)"
                : null;
        }

        return IPAddress.IsLoopback(IPEndPoint.Parse(web.Listen).Address)
            ? null
            : "whoever sees the traffic to this address can read the token and the reports: it is not https; put a proxy before it and name its address in Web:PublicUrl (Web:Listen)";
    }
}
