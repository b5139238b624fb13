using System.Globalization;
using System.Text.Json.Nodes;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.IntegrationTests.Chat;
using DockerScan.TestKit.Registries;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.IntegrationTests.Watches;

/// <summary>A watched image that did not change, and a database that is newer: compared without a pull, as the registry's side saw it. And a program that is killed in a run.</summary>
[Trait("Category", "Engine")]
public sealed class NewerDatabaseTests : IAsyncDisposable
{
    private const string Sample = "dockerscan/sample-debian";

    private readonly HostProcess _host = new();
    private readonly EngineView _engine = new();
    private readonly RegistryProxy _proxy;
    private readonly string _registry;
    private readonly string _path = string.Create(CultureInfo.InvariantCulture, $"dockerscan-test/newer-{Environment.ProcessId}");

    public NewerDatabaseTests()
    {
        HostProcess.RequireParts();
        _registry = RealRegistry.Host();
        _proxy = new RegistryProxy(_registry);
        _host.Environment["DOCKERSCAN__Registry__AllowedRegistries__0"] = _proxy.Host;
        _host.Environment["DOCKERSCAN__Sandbox__Enabled"] = "false";
        _host.Environment["DOCKERSCAN__Logging__LogLevel__DockerScan"] = "Information";
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_host.Data, "own-database");

    private string StateFile => Path.Combine(_host.Data, "trivy", "server.json");

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _proxy.DisposeAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task Serve_OnlyTheDatabaseIsNewer_ComparesWithoutAskingForAManifest()
    {
        CopyDatabase();
        _host.Environment["DOCKERSCAN_TRIVY_DB"] = Database;
        _host.Environment["DOCKERSCAN__Trivy__KeepServer"] = "true";
        await _engine.PushAsync(Sample, $"{_registry}/{_path}", "1", Stop);
        await using var serve = await ServeProcess.StartAsync(_host, Stop);
        var state = await ServerAsync(but: null);
        await using var services = WatchRuns.StoreOf(_host);
        var store = services.GetRequiredService<IWatchStore>();
        var watch = await WatchAsync(store);

        var first = await WatchRuns.RunAsync(store, watch);
        Assert.Equal((1, 0), (first.Scanned, first.Failed));
        var known = Assert.Single(await store.ListTargetsAsync(watch.Id, Stop));
        Assert.True(_proxy.Pulls > 0, "the image was not pulled through here");

        Date(TimeProvider.System.GetUtcNow());
        await ServerAsync(but: state);
        var (pulls, blobs) = (_proxy.Pulls, Blobs());
        var counts = await WatchRuns.RunAsync(store, watch);

        Assert.True(counts == new WatchCounts { Matched = 1 }, $"{counts}\n{serve.Log}");
        Assert.Equal((pulls, blobs), (_proxy.Pulls, Blobs()));
        var now = Assert.Single(await store.ListTargetsAsync(watch.Id, Stop));
        Assert.Equal((known.LastFullAt, known.ScannedDigest), (now.LastFullAt, now.ScannedDigest));
        Assert.NotEqual(known.Basis!.Database, now.Basis!.Database);

        Assert.Equal(new WatchCounts { Unchanged = 1 }, await WatchRuns.RunAsync(store, watch));
        Assert.Equal((pulls, blobs), (_proxy.Pulls, Blobs()));
    }

    [Fact]
    public async Task Serve_IsKilledInARun_TheNextStartEndsItOnce()
    {
        await _engine.PushAsync(Sample, $"{_registry}/{_path}", "1", Stop);
        await using var services = WatchRuns.StoreOf(_host);
        var (store, scans) = (services.GetRequiredService<IWatchStore>(), services.GetRequiredService<IScanStore>());
        DateTimeOffset planned;
        await using (var serve = await ServeProcess.StartAsync(_host, Stop))
        {
            planned = await WatchRuns.PlanAsync(store, await WatchAsync(store));
            await WatchRuns.UntilAsync(async () => (await scans.FindIdsAsync(string.Empty, 2, Stop)).Count > 0);
            await serve.KillAsync();
        }

        Assert.Equal(1, await store.CountOpenAsync(Stop));
        await using var next = await ServeProcess.StartAsync(_host, Stop);

        var counts = await WatchRuns.EndAsync(store, planned);
        Assert.Equal((1, 0), (counts.Scanned, counts.Failed));
        Assert.Single(await scans.FindIdsAsync(string.Empty, 10, Stop));
    }

    [Fact]
    public async Task Serve_AThousandWatchesOfWhatDidNotChange_IsAHeadEach()
    {
        const int Count = 1000;
        await _engine.PushAsync(Sample, $"{_registry}/{_path}", "1", Stop);
        await using var serve = await ServeProcess.StartAsync(_host, Stop);
        await using var services = WatchRuns.StoreOf(_host);
        var store = services.GetRequiredService<IWatchStore>();
        var first = await WatchAsync(store);
        Assert.Equal(1, (await WatchRuns.RunAsync(store, first)).Scanned);
        var known = Assert.Single(await store.ListTargetsAsync(first.Id, Stop));
        var watches = Enumerable.Range(0, Count).Select(number => first with { Id = string.Create(CultureInfo.InvariantCulture, $"many{number:D6}") }).ToList();
        foreach (var watch in watches)
        {
            await store.PutAsync(watch, Stop);
            await store.SaveTargetAsync(known with { WatchId = watch.Id, Revision = 0 }, Stop);
        }

        var (pulls, before, began) = (_proxy.Pulls, serve.ResidentBytes, System.Diagnostics.Stopwatch.GetTimestamp());
        var planned = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await Task.WhenAll(watches.Select(watch => store.PlanAsync(watch.Id, planned, Stop)));
        await WatchRuns.UntilAsync(async () => await store.CountOpenAsync(Stop) == 0);

        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        var ended = (await store.ListLastAsync(Stop)).Where(run => run.Planned == planned).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Count} watches in {took.TotalSeconds:F1} s, {(serve.ResidentBytes - before) / 1048576.0:F1} MiB more"));
        Assert.Equal(Count, ended.Count(run => run.End.Counts == new WatchCounts { Unchanged = 1 }));
        Assert.Equal(pulls, _proxy.Pulls);
        // A bound against work that grows with the watches, not a measurement: the machine may be busy.
        Assert.InRange(took.TotalSeconds, 0, 60);
        Assert.InRange(serve.ResidentBytes - before, long.MinValue, 50L << 20);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private void CopyDatabase()
    {
        Copy(Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_DB")!, Database);
        Date(TimeProvider.System.GetUtcNow().AddHours(-6));
    }

    // Its makers give each a date, and nothing else of it is another one here.
    private void Date(DateTimeOffset made)
    {
        var file = Path.Combine(Database, "db", "metadata.json");
        var metadata = JsonNode.Parse(File.ReadAllText(file))!;
        metadata["UpdatedAt"] = Written(made);
        metadata["NextUpdate"] = Written(made.AddDays(1));
        File.WriteAllText(file, metadata.ToJsonString());
    }

    // A plus sign is escaped here, which Trivy does not read in a date.
    private static string Written(DateTimeOffset date) => date.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private async Task<Watch> WatchAsync(IWatchStore store)
    {
        var watch = new Watch
        {
            Id = "newerdatabase", Image = ImageReference.Parse($"{_proxy.Host}/{_path}:1"), Schedule = new WatchSchedule("nightly", "17 2 * * *", "UTC"), Owner = "cli",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await store.PutAsync(watch, Stop);
        return watch;
    }

    private int Blobs() => _proxy.Requests.Count(request => request.Contains("/blobs/", StringComparison.Ordinal));

    private async Task<string> ServerAsync(string? but)
    {
        var state = string.Empty;
        await WatchRuns.UntilAsync(async () =>
        {
            state = File.Exists(StateFile) ? await File.ReadAllTextAsync(StateFile, Stop) : string.Empty;
            return state.Length > 0 && state != but;
        });
        return state;
    }
}
