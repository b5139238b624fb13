using DockerScan.Conversation.Http;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using DockerScan.Host.Telemetry;
using DockerScan.Host.Tests.Composition;
using DockerScan.Host.Web;
using DockerScan.TestKit.Stores;
using DockerScan.Web;

namespace DockerScan.Host.Tests.Web;

/// <summary>The web parts on a port of this machine, over a real store in a folder of their own.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private ServedApp(DirectoryInfo folder, WebApplication app, LogLines log)
    {
        (_folder, _app, Log) = (folder, app, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public LogLines Log { get; }

    public HttpClient Client { get; }

    public string Data => Path.Combine(_folder.FullName, "data");

    public string Reports => Path.Combine(_folder.FullName, "data", "reports");

    /// <summary>Starts it.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <param name="sections">More of the settings' members, each with a comma before it.</param>
    /// <param name="time">The clock; null for the real one.</param>
    /// <param name="replace">Puts other parts in the place of some.</param>
    public static async Task<ServedApp> StartAsync(CancellationToken cancellationToken, string sections = "", TimeProvider? time = null, Action<IServiceCollection>? replace = null)
    {
        var folder = Directory.CreateTempSubdirectory("dockerscan-web-");
        var settings = Path.Combine(folder.FullName, "settings.json");
        await File.WriteAllTextAsync(settings, $$"""{ "Docker": { "Host": "unix:///nowhere/docker.sock" }, "Trivy": { "Path": "{{TrivyStandIn.Write(folder.FullName)}}" }{{sections}} }""", cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogLines();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter<LogLines>(null, LogLevel.Trace);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddDockerScan(Settings.Load(new FileInfo(settings)), new DataFolder(Path.Combine(folder.FullName, "data")));
        builder.Services.AddReportPages();
        builder.Services.AddPages();
        builder.Services.AddHostGuard();
        builder.Services.AddSingleton<HealthMonitor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        builder.Services.AddSingleton<IChatHttpEndpoint, SignedEndpoint>();
        builder.Services.AddChatPlatforms();
        builder.Services.AddTelemetry(Settings.Load(new FileInfo(settings)));
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UsePageHeaders();
        app.UseHostGuard();
        app.UseWebAccess();
        app.MapWebPages();
        app.MapHealth();
        app.MapTelemetry();
        app.MapReports();
        app.MapChatEndpoints();
        await app.Services.GetRequiredService<IScanStore>().InitializeAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        return new ServedApp(folder, app, log);
    }

    public T Get<T>()
        where T : notnull
        => _app.Services.GetRequiredService<T>();

    public async Task KeepAsync(ScanResult result, CancellationToken cancellationToken)
    {
        var store = _app.Services.GetRequiredService<IScanStore>();
        await store.KeepResultAsync(result, ScanSamples.Request(), cancellationToken);
    }

    private sealed class SignedEndpoint : IChatHttpEndpoint
    {
        public string Path => "/signed";

        public int MaxBodyBytes => 1024;

        public Task<ChatHttpResponse> HandleAsync(ChatHttpRequest request, CancellationToken cancellationToken) => Task.FromResult(ChatHttpResponse.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
