using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Registry;
using DockerScan.Scanners.Trivy;
using DockerScan.TestKit.Registries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.IntegrationTests;

/// <summary>The made database, pushed to a real registry as its makers publish it, and refreshed from there.</summary>
[Trait("Category", "Engine")]
public sealed class DatabaseRefreshTests : IAsyncDisposable
{
    private const string Type = "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip";
    private const string Away = "127.0.0.1:1/none:2";

    private readonly string _folder = Directory.CreateTempSubdirectory("dockerscan-refresh-").FullName;
    private readonly string _path = "dockerscan-db/" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private readonly DateTimeOffset _made = DateTimeOffset.UtcNow.AddDays(-2);
    private readonly HttpClient _http = new();
    private readonly RegistryProxy _proxy;
    private readonly ServiceProvider _services;
    private readonly Uri _root;

    public DatabaseRefreshTests()
    {
        var host = RealRegistry.Host();
        _root = new Uri($"http://{host}/v2/{_path}/");
        _proxy = new RegistryProxy(host);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IIdGenerator, Ids>();
        services.AddRegistry();
        services.AddTrivyScanner();
        services.Configure<TrivyOptions>(options =>
        {
            (options.CacheDirectory, options.RefreshJava) = (_folder, false);
            options.DatabaseRepository = $"{Away}, {_proxy.Host}/{_path}:2";
        });
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refresh_MadeDatabase_GoodIsTakenAndNoBadOneEverIs()
    {
        await PushAsync(Layer(_made));
        var first = await RefreshAsync();
        var again = await RefreshAsync();
        Assert.Equal((DatabaseRefreshOutcome.Refreshed, DatabaseRefreshOutcome.Current), (first.Outcome, again.Outcome));
        Assert.Equal(1, _proxy.Requests.Count(request => request.Contains("/blobs/", StringComparison.Ordinal)));
        var good = await FileAsync();

        await PushAsync(Layer(_made.AddHours(6))[..^100]);
        Failed(await RefreshAsync(), "its archive ");
        await PushAsync(Layer(_made.AddHours(6), cut: 5000));
        Failed(await RefreshAsync(), "half-written");
        await PushAsync(Layer(_made.AddDays(-1)));
        Failed(await RefreshAsync(), "older than what is in place");
        await PushAsync(Layer(_made.AddHours(6)));
        _proxy.CorruptsBlobs = true;
        Failed(await RefreshAsync(), "do not trust it");
        Assert.Equal(good, await FileAsync());

        _proxy.CorruptsBlobs = false;
        var last = await RefreshAsync();
        Assert.Equal((DatabaseRefreshOutcome.Refreshed, Seconds(_made.AddHours(6))), (last.Outcome, Seconds(last.UpdatedAt!.Value)));
        Assert.Empty(Directory.GetDirectories(_folder, "staging-*"));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _proxy.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Failed(DatabaseRefresh refresh, string reason)
    {
        Assert.Equal((DatabaseRefreshOutcome.Failed, Seconds(_made)), (refresh.Outcome, Seconds(refresh.UpdatedAt!.Value)));
        Assert.Contains(reason, refresh.Detail, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1/none: ", refresh.Detail, StringComparison.Ordinal);
    }

    private static long Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private async Task<DatabaseRefresh> RefreshAsync()
        => Assert.Single(await _services.GetRequiredService<IDatabaseRefresh>().RefreshAsync(Token), refresh => refresh.Database == "vulnerabilities");

    private Task<byte[]> FileAsync() => File.ReadAllBytesAsync(Path.Combine(_folder, "db", "trivy.db"), Token);

    private static byte[] Layer(DateTimeOffset updatedAt, int? cut = null)
    {
        var database = File.ReadAllBytes(Path.Combine(Samples(), "trivy-db", "db", "trivy.db"));
        using var layer = new MemoryStream();
        using (var packed = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed, leaveOpen: true))
        {
            Add(tar, "trivy.db", cut is { } length ? database[..length] : database);
            Add(tar, "metadata.json", Encoding.UTF8.GetBytes($$"""{"Version":2,"NextUpdate":"{{updatedAt.AddDays(1):O}}","UpdatedAt":"{{updatedAt:O}}","DownloadedAt":"0001-01-01T00:00:00Z"}"""));
        }

        return layer.ToArray();
    }

    private static void Add(TarWriter tar, string name, byte[] content)
        => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    private static string Samples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the solution is not above the tests");
        }

        return Path.Combine(folder.FullName, "samples");
    }

    private async Task PushAsync(byte[] layer)
    {
        var config = "{}"u8.ToArray();
        await RealRegistry.PushBlobAsync(_http, _root, config);
        await RealRegistry.PushBlobAsync(_http, _root, layer);
        await RealRegistry.PushManifestAsync(
            _http,
            _root,
            "2",
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.aquasec.trivy.config.v1+json","digest":"{{RealRegistry.Digest(config)}}","size":2},"layers":[{"mediaType":"{{Type}}","digest":"{{RealRegistry.Digest(layer)}}","size":{{layer.Length}}}]}""",
            "application/vnd.oci.image.manifest.v1+json");
    }

    private sealed class Ids : IIdGenerator
    {
        public string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    }
}
