using System.Net;
using System.Net.Sockets;
using DockerScan.Core;
using DockerScan.Engine.Queue;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using DockerScan.Host.Telemetry;
using DockerScan.Host.Watching;
using DockerScan.Web;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary><c>serve</c>: what its role runs, and a listener for health, and where people come to it for pages and reports.</summary>
internal static class WebHost
{
    /// <summary>Serves until stopped.</summary>
    /// <param name="settingsFile">The operator's settings.</param>
    /// <param name="role">The role that was typed; null for that of the settings.</param>
    /// <param name="isRehearsal">Whether to end before anything is opened or served: what cannot be used is refused all the same.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(FileInfo? settingsFile, NodeRole? role, bool isRehearsal, CancellationToken cancellationToken)
    {
        var data = DataFolder.FromEnvironment();
        var loaded = Settings.Load(settingsFile);
        loaded = role is { } named ? loaded.With($"{ServeOptions.Section}:{nameof(ServeOptions.Role)}", named.ToString(), "--role") : loaded;
        var settings = SettingsCheck.WithPlatformsThatStart(loaded, data);
        foreach (var line in NotStarted(settings))
        {
            await Console.Error.WriteLineAsync(line);
        }

        await using var app = Build(settings, data);
        Require(app, settings);
        if (isRehearsal)
        {
            return;
        }

        await PrepareAsync(app, settings, cancellationToken);
        var token = Map(app, settings.Role);
        await ListenAsync(app, cancellationToken);
        await Console.Error.WriteLineAsync($"listening on {string.Join(", ", app.Urls)}{(settings.Role == NodeRole.All ? string.Empty : $" as {settings.Role.Word()}")}; Ctrl-C stops");
        if (token is not null)
        {
            await Console.Error.WriteLineAsync($"sign in to the pages with this token; it is not said again: {token}");
        }

        if (settings.Role.Chats() && Warning(app.Services.GetRequiredService<IOptions<WebOptions>>().Value) is { } warning)
        {
            await Console.Error.WriteLineAsync(warning);
        }

        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static WebApplication Build(Settings settings, DataFolder data)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Application.AddStderr(builder.Logging, settings);
        builder.Services.AddDockerScan(settings, data);
        builder.Services.AddNode(settings.Role);
        builder.Services.AddHostGuard();
        builder.Services.AddTelemetry(settings);
        if (settings.Role.Chats())
        {
            builder.Services.AddReportPages();
            builder.Services.AddPages();
        }

        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ServeOptions>>((host, serve) => host.ShutdownTimeout = TimeSpan.FromSeconds(serve.Value.StopWithin));
        return builder.Build();
    }

    // What is wrong with settings and files, before anything is opened.
    private static void Require(WebApplication app, Settings settings)
    {
        Application.Validate(app.Services);
        if (settings.Role.Scans())
        {
            ScanningParts.Require(app.Services);
        }

        if (settings.Role.Schedules())
        {
            app.Services.GetRequiredService<WatchesOfFile>().Require();
        }
    }

    private static async Task PrepareAsync(WebApplication app, Settings settings, CancellationToken cancellationToken)
    {
        var sweeper = app.Services.GetRequiredService<StartupSweeper>();
        Application.WarnOfExposedSecrets(settings, app.Services);
        app.Urls.Add("http://" + app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Listen);
        await (settings.Role.Scans() ? sweeper.RunAsync(cancellationToken) : sweeper.OpenAsync(cancellationToken));
        if (settings.Role.Schedules())
        {
            await app.Services.GetRequiredService<WatchesOfFile>().ApplyAsync(cancellationToken);
        }

        if (settings.Role.Scans())
        {
            app.Services.GetRequiredService<ScanQueueService>().Patience = TimeSpan.FromSeconds(app.Services.GetRequiredService<IOptions<ServeOptions>>().Value.StopWithin) / 2;
        }
    }

    // The token of the pages, when it was made now.
    private static string? Map(WebApplication app, NodeRole role)
    {
        app.UsePageHeaders();
        app.UseHostGuard();
        if (!role.Chats())
        {
            app.MapHealth();
            app.MapTelemetry();
            return null;
        }

        app.UseWebAccess();
        app.Services.GetRequiredService<ReportLinks>().Require();
        var token = app.Services.GetRequiredService<WebAccess>().Require();
        app.MapWebPages();
        app.MapHealth();
        app.MapTelemetry();
        app.MapReports();
        app.MapChatEndpoints();
        return token;
    }

    internal static async Task ListenAsync(WebApplication app, CancellationToken cancellationToken)
    {
        // A listener that fails takes its address away.
        var listen = string.Join(", ", app.Urls);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // What has started already is told that it ends; else each part's end would be logged as one that broke.
            await app.StopAsync(CancellationToken.None);
            if (e is not (IOException or SocketException))
            {
                throw;
            }

            throw new EngineException(
                new ScanFailure(FailureKind.Internal, $"Web:Listen {listen} cannot be listened on: {DisplayText.Clean(e.GetBaseException().Message, 200)}; set another address"), e);
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
