using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Engine.Watching;
using DockerScan.Host.Composition;
using DockerScan.Host.Tests.Cli;
using DockerScan.Host.Watching;

namespace DockerScan.Host.Tests.Watching;

/// <summary>Watches as code: what the file says is what there is, and what is wrong is said with its line.</summary>
public sealed class WatchesFileTests : IAsyncDisposable
{
    private const string Two = """
        version: 1
        watches:
        - id: redis-nightly
          image: redis:7
          schedule: nightly
          zone: Europe/Berlin
          platforms: [linux/amd64, linux/arm64]
          full: true
          to: [slack:C0123456789, webhook:soc-1]
          tell: daily
          quiet: 22:00-07:00
          language: ko
        - id: app
          image: ghcr.io/owner/app
          tags: '^1\.'
          newest: 3
        """;

    private readonly StoredApp _stored = new(services => services.AddSingleton<IWatchSchedules>(new Schedules()));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Fact]
    public void Shipped_File_IsAnEmptyOneWhoseExampleCanBeUsed()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "config", "watches.yaml"));
        Assert.Empty(WatchesFile.Read(text, "watches.yaml", new Schedules()));

        var example = text.Replace("watches: []", "watches:", StringComparison.Ordinal).Replace("\n# - ", "\n- ", StringComparison.Ordinal).Replace("\n#   ", "\n  ", StringComparison.Ordinal);

        Assert.Equal("redis-nightly", Assert.Single(WatchesFile.Read(example, "watches.yaml", new Schedules())).Id);
    }

    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var wishes = WatchesFile.Read(Two, "watches.yaml", new Schedules());

        Assert.Equal(["redis-nightly", "app"], wishes.Select(wish => wish.Id));
        Assert.Equal(("nightly", "Europe/Berlin", true, ReportLanguage.Korean, Watch.FromFile), (wishes[0].Schedule, wishes[0].Zone, wishes[0].IsFull, wishes[0].Language, wishes[0].Owner));
        Assert.Equal([ImagePlatform.Default, new ImagePlatform("linux", "arm64")], wishes[0].Platforms);
        Assert.Equal([new WatchPlace("slack", "C0123456789"), new WatchPlace("webhook", "soc-1")], wishes[0].Places);
        Assert.Equal((TellWhen.Daily, QuietHours.Find("22:00-07:00"), null, null), (wishes[0].Tell, wishes[0].Quiet, wishes[1].Tell, wishes[1].Quiet));
        Assert.Equal(("nightly", null, "^1\\.", 3), (wishes[1].Schedule, wishes[1].Zone, wishes[1].Tags, wishes[1].Newest));
    }

    [Fact]
    public void Read_EverythingWrong_IsAllSaidWithItsLine()
    {
        var problem = Assert.Throws<InvalidDataException>(() => WatchesFile.Read(
            """
            version: 1
            watches:
            - id: Redis
              image: Redis:7
              schedule: never
              platforms: ["lin ux"]
              to: ["#general"]
              language: de
            - id: app
              image: app:1
              newest: many
              shedule: hourly
            - id: app
              image: app:2
            """, "watches.yaml", new Schedules())).Message;

        foreach (var line in (string[])["watches.yaml:3: watch 'Redis': the id", "watches.yaml:4: watch 'Redis': image", "watches.yaml:5: watch 'Redis': schedule: it never fires", "watches.yaml:6:",
            "watches.yaml:7: watch 'Redis': '#general' is no channel", "watches.yaml:8:", "watches.yaml:11:", "watches.yaml:12: watch 'app' has an unknown key 'shedule'", "watches.yaml:13: watch 'app' is given twice"])
        {
            Assert.Contains(line, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_Running_IsWhatTheEngineRuns_WithoutARuleOfItsOwn()
    {
        Assert.True(Assert.Single(WatchesFile.Read("version: 1\nwatches:\n- id: here\n  image: running\n", "watches.yaml", new Schedules())).IsOfRunning);
        Assert.False(Assert.Single(WatchesFile.Read("version: 1\nwatches:\n- id: here\n  image: docker.io/library/running\n", "watches.yaml", new Schedules())).IsOfRunning);
        Assert.Contains("watches.yaml:4:", Assert.Throws<InvalidDataException>(
            () => WatchesFile.Read("version: 1\nwatches:\n- id: here\n  image: running\n  newest: 2\n", "watches.yaml", new Schedules())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyAsync_WatchesThatFollowOneOfTheFile_Stay()
    {
        await _stored.App.Get<IScanStore>().InitializeAsync(Token);
        var store = _stored.App.Get<IWatchStore>();
        const string file = "version: 1\nwatches:\n- id: here\n  image: running\n";
        await ApplyAsync(file);
        await store.PutAsync(TestKit.Stores.WatchSamples.Watch() with { Owner = Watch.FromFile, Follows = "here" }, Token);

        await ApplyAsync(file);

        Assert.Equal(["here", "watch000001"], (await store.ListAsync(Token)).Select(watch => watch.Id).Order());
    }

    [Fact]
    public async Task ApplyAsync_FileChanges_WatchesAreAddedChangedAndRemovedAndThoseOfPeopleStay()
    {
        await _stored.App.Get<IScanStore>().InitializeAsync(Token);
        var store = _stored.App.Get<IWatchStore>();
        await store.PutAsync(TestKit.Stores.WatchSamples.Watch(), Token);
        await ApplyAsync(Two);
        Assert.Equal(["app", "redis-nightly", "watch000001"], (await store.ListAsync(Token)).Select(watch => watch.Id).Order());
        Assert.Equal(2, await store.CountOpenAsync(Token));

        var one = Two[..Two.IndexOf("- id: app", StringComparison.Ordinal)];
        await ApplyAsync(one.Replace("schedule: nightly", "schedule: weekly", StringComparison.Ordinal));

        var watches = await store.ListAsync(Token);
        Assert.Equal(["redis-nightly", "watch000001"], watches.Select(watch => watch.Id).Order());
        Assert.Equal(Watch.FromFile, watches.Single(watch => watch.Id == "redis-nightly").Owner);
    }

    [Fact]
    public async Task ApplyAsync_FileThatIsWrong_ChangesNothing()
    {
        await _stored.App.Get<IScanStore>().InitializeAsync(Token);
        var store = _stored.App.Get<IWatchStore>();
        await ApplyAsync(Two);

        var problem = await Assert.ThrowsAsync<SettingsException>(() => ApplyAsync(Two.Replace("redis:7", "Redis:7", StringComparison.Ordinal)));

        Assert.Contains("watches.yaml:4", Assert.Single(problem.Problems), StringComparison.Ordinal);
        Assert.Equal("redis:7", (await store.FindAsync("redis-nightly", Token))?.Image.Familiar);
    }

    private async Task ApplyAsync(string text)
    {
        var file = _stored["watches.yaml"];
        await File.WriteAllTextAsync(file, text, Token);
        _stored.App.Get<Microsoft.Extensions.Options.IOptions<WatchOptions>>().Value.Path = file;
        await _stored.App.Get<WatchesOfFile>().ApplyAsync(Token);
    }

    private sealed class Schedules : IWatchSchedules
    {
        public Result<WatchSchedule> Read(string text, string? zone, string spreadKey)
            => text == "never" ? new ScanFailure(FailureKind.Refused, "it never fires") : new WatchSchedule(text, "17 2 * * *", zone ?? "UTC");

        public IReadOnlyList<DateTimeOffset> Next(WatchSchedule schedule, DateTimeOffset after, int count) => [.. Enumerable.Range(1, count).Select(day => after.AddDays(day))];

        public DateTimeOffset? Last(WatchSchedule schedule, DateTimeOffset until) => null;
    }
}
