using DockerScan.Conversation.Http;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;
using DockerScan.Host.Web;
using DockerScan.TestKit.Stores;

namespace DockerScan.Host.Tests.Web;

/// <summary>The web parts on a port of this machine, over a real store in a folder of their own.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private ServedApp(DirectoryInfo folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public string Reports => Path.Combine(_folder.FullName, "data", "reports");

    public static async Task<ServedApp> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("dockerscan-web-");
        var settings = Path.Combine(folder.FullName, "settings.json");
        await File.WriteAllTextAsync(settings, """{ "Docker": { "Host": "unix:///nowhere/docker.sock" } }""", cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDockerScan(Settings.Load(new FileInfo(settings)), new DataFolder(Path.Combine(folder.FullName, "data")));
        builder.Services.AddReportPages();
        builder.Services.AddHostGuard();
        builder.Services.AddSingleton<HealthMonitor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        builder.Services.AddSingleton<IChatHttpEndpoint, SignedEndpoint>();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseHostGuard();
        app.MapHealth();
        app.MapReports();
        app.MapChatEndpoints();
        await app.Services.GetRequiredService<IScanStore>().InitializeAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        return new ServedApp(folder, app);
    }

    public async Task KeepAsync(ScanResult result, CancellationToken cancellationToken)
    {
        var store = _app.Services.GetRequiredService<IScanStore>();
        await store.EnqueueAsync(result.Id, ScanSamples.Request(), ScanSamples.Start, cancellationToken);
        await store.ClaimAsync("test", TimeSpan.FromMinutes(1), ScanSamples.Start, result.Id, cancellationToken);
        Assert.True(await store.FinishAsync(result, "test", cancellationToken));
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
