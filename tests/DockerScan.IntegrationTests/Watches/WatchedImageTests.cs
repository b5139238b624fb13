using System.Globalization;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.IntegrationTests.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.IntegrationTests.Watches;

/// <summary>A watched tag of a real registry: pushed, replaced, pushed again unchanged, deleted and back. <c>serve</c> does the looking, and each run does what changed asks for.</summary>
[Trait("Category", "Engine")]
public sealed class WatchedImageTests : IDisposable
{
    private const string First = "dockerscan/sample-good", Second = "dockerscan/sample-secret-env";

    private readonly HostProcess _host = new();
    private readonly EngineView _engine = new();
    private readonly string _registry;
    private readonly string _path = string.Create(CultureInfo.InvariantCulture, $"dockerscan-test/watched-{Environment.ProcessId}");

    public WatchedImageTests()
    {
        HostProcess.RequireParts();
        _registry = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_REGISTRY") ?? string.Empty;
        Assert.SkipWhen(_registry.Length == 0, "DOCKERSCAN_TEST_REGISTRY names no registry");
        _host.Environment["DOCKERSCAN__Registry__AllowedRegistries__0"] = _registry;
        _host.Environment["DOCKERSCAN__Sandbox__WindowSeconds"] = "5";
        _host.Environment["DOCKERSCAN__Logging__LogLevel__DockerScan"] = "Information";
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Repository => $"{_registry}/{_path}";

    public void Dispose()
    {
        _engine.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Serve_TagIsReplacedPushedAgainAndDeleted_EachRunDoesWhatThatAsksForAndNoMore()
    {
        await _engine.PushAsync(First, Repository, "1", Stop);
        await using var serve = await ServeProcess.StartAsync(_host, Stop);
        await using var services = WatchRuns.StoreOf(_host);
        var (store, scans) = (services.GetRequiredService<IWatchStore>(), services.GetRequiredService<IScanStore>());
        var watch = new Watch
        {
            Id = "watchedimage1", Image = ImageReference.Parse($"{Repository}:1"), Schedule = new WatchSchedule("nightly", "17 2 * * *", "UTC"), Owner = "cli",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await store.PutAsync(watch, Stop);

        var first = await WatchRuns.RunAsync(store, watch);
        var baseline = Assert.Single(await store.ListTargetsAsync(watch.Id, Stop));
        Assert.Equal((1, 0), (first.Scanned, first.Failed));
        Assert.NotNull(baseline.LastFullAt);

        Assert.Equal(new WatchCounts { Unchanged = 1 }, await WatchRuns.RunAsync(store, watch));

        await _engine.PushAsync(Second, Repository, "1", Stop);
        var replaced = await WatchRuns.RunAsync(store, watch);
        var after = Assert.Single(await store.ListTargetsAsync(watch.Id, Stop));
        Assert.Equal((1, 1, 0), (replaced.Scanned, replaced.Changed, replaced.Failed));
        Assert.NotEqual(baseline.ScannedDigest, after.ScannedDigest);

        await _engine.PushAsync(Second, Repository, "1", Stop);
        Assert.Equal(new WatchCounts { Unchanged = 1 }, await WatchRuns.RunAsync(store, watch));

        await DeleteAsync(after.ScannedDigest!.Value);
        Assert.Equal(new WatchCounts { Failed = 1 }, await WatchRuns.RunAsync(store, watch));
        var gone = Assert.Single(await store.ListTargetsAsync(watch.Id, Stop));
        Assert.Equal((1, after.LastComplete, after.ScannedDigest), (gone.Failures, gone.LastComplete, gone.ScannedDigest));

        await _engine.PushAsync(Second, Repository, "1", Stop);
        Assert.Equal(new WatchCounts { Unchanged = 1 }, await WatchRuns.RunAsync(store, watch));

        var asked = await Task.WhenAll((await scans.FindIdsAsync(string.Empty, 50, Stop)).Select(id => scans.FindJobAsync(id, Stop)));
        Assert.Equal(2, asked.Length);
        Assert.All(asked.OfType<ScanJob>(), scan => Assert.Equal((ScanPriority.Schedule, "watch:watchedimage1"), (scan.Request.Priority, scan.Request.RequestedBy)));
        Assert.NotNull(await store.FindFirstSeenAsync(watch.Image.Repository, [baseline.ScannedDigest!.Value], Stop));
        Assert.Empty(await _engine.ContainersAsync(_host.Owner, Stop));
    }

    private async Task DeleteAsync(ImageDigest digest)
    {
        using var http = new HttpClient();
        using var answer = await http.DeleteAsync(new Uri($"http://{_registry}/v2/{_path}/manifests/{digest}"), Stop);
        answer.EnsureSuccessStatusCode();
    }
}
