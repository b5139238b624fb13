using System.Net;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace DockerScan.Web.Tests;

/// <summary>The pages on a port of this machine, over scans in memory.</summary>
internal sealed class TestWeb : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private TestWeb(WebApplication app, DirectoryInfo folder, FakeScans scans, FakeAuditStore audit, FakeAccess access)
    {
        (_app, _folder, Scans, Audit, Access) = (app, folder, scans, audit, access);
        Client = NewClient();
    }

    public FakeScans Scans { get; }

    public FakeAuditStore Audit { get; }

    public FakeAccess Access { get; }

    public HttpClient Client { get; }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <param name="token">The token of the login; null for none.</param>
    public static async Task<TestWeb> StartAsync(CancellationToken cancellationToken, string? token = null)
    {
        var folder = Directory.CreateTempSubdirectory("dockerscan-web-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var (scans, audit, access) = (new FakeScans(), new FakeAuditStore(), new FakeAccess(folder.FullName, token));
        builder.Services.AddSingleton<IScanService>(scans).AddSingleton<IScanList>(scans).AddSingleton<IAuditStore>(audit).AddSingleton<IWebAccess>(access)
            .AddSingleton<IHealthView>(new FakeHealth()).AddSingleton(SampleChecklist.Create()).AddSingleton(TimeProvider.System);
        builder.Services.AddWebPages();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseWebAccess();
        app.MapWebPages();
        await app.StartAsync(cancellationToken);
        return new TestWeb(app, folder, scans, audit, access);
    }

    /// <summary>A browser of its own, which keeps cookies and follows nothing.</summary>
    public HttpClient NewClient()
        => new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>Who gets in.</summary>
internal sealed class FakeAccess(string folder, string? token) : IWebAccess
{
    public bool IsLoginRequired => token is not null;

    public bool IsHttps => false;

    public string KeysFolder => folder;

    public string Token => Current ?? token ?? throw new InvalidOperationException("there is no login");

    public string? Current { get; set; }
}

/// <summary>One part is well, and one is not.</summary>
internal sealed class FakeHealth : IHealthView
{
    public (IReadOnlyList<HealthReport> Parts, DateTimeOffset CheckedAt)? Latest { get; } =
        ([new HealthReport("store", HealthStatus.Healthy, "ready"), new HealthReport("trivy", HealthStatus.Degraded, "the database is <old>", "fetch it")], ScanSamples.Start);
}
