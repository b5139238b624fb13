using System.Globalization;
using System.Text;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.IntegrationTests.Chat;
using DockerScan.TestKit.Slack;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.IntegrationTests.Watches;

/// <summary>
/// The story of one watched tag of a real registry, as a channel hears it: watched; replaced by an image with a miner and a high vulnerability;
/// pushed again unchanged; a newer database; accepted, and that expired; put right again. Each message once, and silence between.
/// </summary>
[Trait("Category", "Engine")]
public class AlertStoryTests : IAsyncLifetime
{
    private const string Good = "dockerscan/sample-good", Bad = "dockerscan/sample-miner-beside";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly EngineView _engine = new();
    private readonly LoopbackSlack _slack = LoopbackSlack.Start();
    private readonly HostProcess _host;
    private readonly string _registry;
    private readonly string _path = string.Create(CultureInfo.InvariantCulture, $"dockerscan-test/story-{Environment.ProcessId}-{Path.GetRandomFileName()[..8]}");

    public AlertStoryTests()
        : this(_ => { })
    {
    }

    private protected AlertStoryTests(Action<HostProcess> prepare)
    {
        HostProcess.RequireParts();
        _registry = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_REGISTRY") ?? string.Empty;
        Assert.SkipWhen(_registry.Length == 0, "DOCKERSCAN_TEST_REGISTRY names no registry");
        _host = SlackParts.Host(_slack, "Socket");
        _host.Environment["DOCKERSCAN__Registry__AllowedRegistries__0"] = _registry;
        _host.Environment["DOCKERSCAN__Sandbox__WindowSeconds"] = "8";
        _host.Environment["DOCKERSCAN__Trivy__KeepServer"] = "true";
        _host.Environment["DOCKERSCAN__Alerts__GatherSeconds"] = "0";
        _host.Environment["DOCKERSCAN__Logging__LogLevel__DockerScan"] = "Information";
        _host.Environment["DOCKERSCAN_TRIVY_DB"] = Database;
        prepare(_host);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string NewDatabase => Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_DB")!;

    private string Database => Path.Combine(_host.Data, "trivy-db-of-test");

    private string Repository => $"{_registry}/{_path}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _slack.DisposeAsync();
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Serve_ImageIsReplacedDatabaseIsNewerAcceptanceExpiresAllIsMended_EachIsSaidOnceWithItsCause()
    {
        WriteOldDatabase();
        await _engine.PushAsync(Good, Repository, "1", Stop);
        await using var services = WatchRuns.StoreOf(_host);
        var store = services.GetRequiredService<IWatchStore>();
        var watch = new Watch
        {
            Id = "alertstory1", Image = ImageReference.Parse($"{Repository}:1"), Schedule = new WatchSchedule("nightly", "17 2 * * *", "UTC"), Owner = "cli",
            CreatedAt = TimeProvider.System.GetUtcNow(), Places = [new WatchPlace("slack", LoopbackSlack.Channel)],
        };
        await using (var serve = await ServeProcess.StartAsync(_host, Stop))
        {
            await store.PutAsync(watch, Stop);
            Assert.Equal(1, (await WatchRuns.RunAsync(store, watch)).Scanned);
            Assert.Contains("Now watching", await PostedAsync(1), StringComparison.Ordinal);

            await _engine.PushAsync(Bad, Repository, "1", Stop);
            var replaced = await WatchRuns.RunAsync(store, watch);
            Assert.Equal((1, 1), (replaced.Scanned, replaced.Changed));
            var alert = await PostedAsync(2);
            Assert.Contains("The image mines", alert, StringComparison.Ordinal);
            Assert.Contains("CVE-2021-23337", alert, StringComparison.Ordinal);
            Assert.Contains("image changed", alert, StringComparison.Ordinal);
            Assert.DoesNotContain("CVE-2021-44906", alert, StringComparison.Ordinal);

            await _engine.PushAsync(Bad, Repository, "1", Stop);
            Assert.Equal(new WatchCounts { Unchanged = 1 }, await WatchRuns.RunAsync(store, watch));
            await serve.StopAsync();
        }

        Copy(Path.Combine(NewDatabase, "db"), Path.Combine(Database, "db"));
        Acceptance accepted;
        await using (var again = await ServeProcess.StartAsync(_host, Stop))
        {
            await WaitAsync(() => File.Exists(Path.Combine(_host.Data, "trivy", "server.json")));
            var matched = await WatchRuns.RunAsync(store, watch);
            Assert.Equal((1, 0, 0), (matched.Matched, matched.Scanned, matched.Failed));
            var newer = await PostedAsync(3);
            Assert.Contains("CVE-2021-44906", newer, StringComparison.Ordinal);
            Assert.Contains("database changed", newer, StringComparison.Ordinal);
            Assert.DoesNotContain("CVE-2021-23337", newer, StringComparison.Ordinal);

            accepted = await AcceptAsync(services, watch, "CVE-2021-44906");
            Assert.Equal(new WatchCounts { Unchanged = 1 }, await WatchRuns.RunAsync(store, watch));
            await again.StopAsync();
        }

        Assert.Equal(3, Posts().Count);
        await WaitAsync(() => TimeProvider.System.GetUtcNow() > accepted.ExpiresAt);
        await using var last = await ServeProcess.StartAsync(_host, Stop);
        var expired = await PostedAsync(4);
        Assert.Contains("CVE-2021-44906", expired, StringComparison.Ordinal);
        Assert.Contains("acceptance expired", expired, StringComparison.Ordinal);

        await _engine.PushAsync(Good, Repository, "1", Stop);
        Assert.Equal(1, (await WatchRuns.RunAsync(store, watch)).Scanned);
        await WaitAsync(() => IsMended("CVE-2021-23337") && IsMended("CVE-2021-44906"));
        Assert.Equal(4, Posts().Count);
        var (_, why, _) = await _host.RunAsync("why", accepted.Key!);
        Assert.All(
            (string[])["new, database changed: told", "worse, acceptance expired: told", $"{accepted.Author}: {accepted.Reason}", $"slack {LoopbackSlack.Channel}: there since", "fixed"],
            part => Assert.Contains(part, why, StringComparison.Ordinal));
        Assert.Empty(await _engine.ContainersAsync(_host.Owner, Stop));
    }

    // Until a moment that comes soon: by the command it is a day at least.
    private static async Task<Acceptance> AcceptAsync(ServiceProvider services, Watch watch, string id)
    {
        var target = Assert.Single(await services.GetRequiredService<IWatchStore>().ListTargetsAsync(watch.Id, Stop));
        var result = await services.GetRequiredService<IScanStore>().FindResultAsync(target.LastComplete!.Value, Stop);
        var finding = result!.Findings.First(finding => finding.Details.Id == id);
        var now = TimeProvider.System.GetUtcNow();
        var acceptance = new Acceptance
        {
            Id = "alertstory2", Scope = AcceptanceScope.Finding, Kind = AcceptanceKind.Accepted, Key = finding.Key, FindingId = id, Repository = watch.Image.Repository,
            WorstRisk = finding.Risk, Reason = "nobody calls it", Author = "cli", MadeAt = now, ExpiresAt = now.AddSeconds(8),
        };
        await services.GetRequiredService<IAcceptanceStore>().AddAsync(acceptance, Stop);
        return acceptance;
    }

    // One that does not know minimist: the package's name in it is another one of the same length, and nothing else.
    private void WriteOldDatabase()
    {
        Copy(Path.Combine(NewDatabase, "db"), Path.Combine(Database, "db"));
        var file = Path.Combine(Database, "db", "trivy.db");
        var bytes = File.ReadAllBytes(file);
        for (var at = bytes.AsSpan().IndexOf("minimist"u8); at >= 0; at = bytes.AsSpan().IndexOf("minimist"u8))
        {
            bytes[at + 7] = (byte)'u';
        }

        File.WriteAllBytes(file, bytes);
        var metadata = Path.Combine(Database, "db", "metadata.json");
        File.WriteAllText(metadata, File.ReadAllText(metadata, Encoding.UTF8).Replace("2026-11-23", "2026-11-22", StringComparison.Ordinal));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    private List<string> Posts() => [.. _slack.Calls.Where(call => call is { Method: "chat.postMessage", Succeeded: true }).Select(call => call.Arguments.ToJsonString())];

    private List<string> Edits() => [.. _slack.Calls.Where(call => call is { Method: "chat.update", Succeeded: true }).Select(call => call.Arguments.ToJsonString())];

    // The card that told it says that all it told is mended; a card may be edited on the way there.
    private bool IsMended(string id)
        => Edits().Exists(edit => edit.Contains(id, StringComparison.Ordinal) && edit.Contains("FIXED", StringComparison.Ordinal))
            && (id != "CVE-2021-44906" || Edits().Exists(edit => edit.Contains(id, StringComparison.Ordinal) && edit.Contains("all of this is fixed", StringComparison.Ordinal)));

    // The message of this number, and that there are no more.
    private async Task<string> PostedAsync(int number)
    {
        await WaitAsync(() => Posts().Count >= number);
        Assert.Equal(number, Posts().Count);
        return Posts()[number - 1];
    }

    private static async Task WaitAsync(Func<bool> isThere)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!isThere())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
