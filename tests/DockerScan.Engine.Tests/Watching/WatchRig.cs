using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>The real work on watches over a real store, with registry, engine, scanners and matcher faked.</summary>
internal sealed class WatchRig : IDisposable
{
    /// <param name="beside">Another process's, with whose store and registry this one works.</param>
    /// <param name="withAlerts">True: what runs found is told for real, as far as the outbox of cards.</param>
    /// <param name="isCut">Says while the store cannot be reached.</param>
    public WatchRig(WatchRig? beside = null, bool withAlerts = false, Func<bool>? isCut = null)
    {
        (Tags, Matcher, News) = beside is null ? (new FakeTags(), new FakeMatcher(), new FakeNews()) : (beside.Tags, beside.Matcher, beside.News);
        Rig = new Rig(withSqlite: true, beside: beside?.Rig, add: services =>
        {
            services.AddSingleton<IWatchedTags>(Tags);
            services.AddSingleton<IPackageMatcher>(Matcher);
            _ = withAlerts ? services.AddAlerts() : services.AddSingleton<IWatchNews>(News);
            services.AddSingleton<IWatchSchedules>(Schedules);
            services.AddSingleton<IWatchPlan>(Plan);
            services.AddSingleton<IRunningImages>(Running);
            services.AddWatches();
            if (isCut is not null)
            {
                CutOff.Before<IWatchStore>(services, isCut);
                CutOff.Before<IScanStore>(services, isCut);
            }
        });
        Rig.Trivy.Data = "db 1";
        Rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);
        Rig.Registry.Answer = Rig.Remote();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Rig Rig { get; }

    public FakeTags Tags { get; }

    public FakeMatcher Matcher { get; }

    public FakeNews News { get; }

    public FakePlan Plan { get; } = new();

    public FakeRunning Running { get; } = new();

    public FakeSchedules Schedules { get; } = new();

    public IWatchStore Store => Rig.Services.GetRequiredService<IWatchStore>();

    public IScanStore Scans => Rig.Services.GetRequiredService<IScanStore>();

    public IWatchDesk Desk => Rig.Services.GetRequiredService<IWatchDesk>();

    public WatchService Service => Rig.Services.GetRequiredService<WatchService>();

    /// <summary>Makes a watch.</summary>
    public async Task<Watch> WatchAsync(string image = "redis:7", Func<WatchWish, WatchWish>? change = null, bool isFirstLook = true)
    {
        await Scans.InitializeAsync(Token);
        var wish = new WatchWish(ImageReference.Parse(image), "nightly", null, "slack:T1/C1/U1") { Places = [new WatchPlace("slack", "C1")] };
        var answer = await Desk.PutAsync(change?.Invoke(wish) ?? wish, Token);
        Assert.True(answer.Watch is not null, answer.Refusal?.ToString());
        if (isFirstLook)
        {
            await WorkOffAsync();
            // Whatever a test plans next is not planned for the same moment.
            Rig.Time.Advance(TimeSpan.FromMinutes(2));
        }

        return answer.Watch;
    }

    /// <summary>Its planned time has come, and everything is done that is to be done; how that run ended.</summary>
    public async Task<EndedWatchRun> RunAsync(Watch watch)
    {
        Rig.Time.Advance(TimeSpan.FromHours(1));
        await Rig.Services.GetRequiredService<IWatchTrigger>().FireAsync(watch.Id, Rig.Time.GetUtcNow(), Token);
        await WorkOffAsync();
        return (await Store.ListLastAsync(Token)).Single(run => run.WatchId == watch.Id);
    }

    /// <summary>Runs and scans, until nothing is left to do.</summary>
    public async Task WorkOffAsync()
    {
        for (var steps = 0; steps < 50; steps++)
        {
            var hasWorked = await Service.RunNextAsync(Token) | await Rig.Worker.RunNextAsync(null, OnStop.Release, Token);
            if (!hasWorked && await Store.CountOpenAsync(Token) == 0)
            {
                return;
            }

            if (!hasWorked)
            {
                Rig.Time.Advance(TimeSpan.FromMinutes(2));
            }
        }

        Assert.Fail("the runs do not end");
    }

    /// <summary>The one tag that a watch knows.</summary>
    public async Task<WatchTarget> TargetAsync(Watch watch) => Assert.Single(await Store.ListTargetsAsync(watch.Id, Token));

    public void Dispose() => Rig.Dispose();

    /// <summary>The tag points at another image.</summary>
    public void Replace()
    {
        Tags.Answer = new TagContent(Rig.OtherDigest, null);
        Rig.Registry.Answer = Rig.Remote() with { Digest = Rig.OtherDigest };
        Rig.Engine.Pulled = Rig.Image(Rig.OtherDigest, wasPulled: true);
    }

    internal sealed class FakeTags : IWatchedTags
    {
        /// <summary>What each tag points at; for one that is not named, <see cref="Answer"/>.</summary>
        public Dictionary<string, Result<TagContent>> Answers { get; } = [];

        public Result<TagContent> Answer { get; set; } = new TagContent(Rig.Digest, null);

        public Result<ChosenTags> Chosen { get; set; } = new ChosenTags(["7", "8"], 0);

        public int Looks { get; private set; }

        public Action OnLook { get; set; } = () => { };

        public Task<Result<ChosenTags>> ChooseAsync(Watch watch, int most, CancellationToken cancellationToken) => Task.FromResult(Chosen);

        public Task<Result<TagContent>> LookAsync(ImageReference reference, ImagePlatform? platform, TagContent? known, CancellationToken cancellationToken)
        {
            Looks++;
            OnLook();
            return Task.FromResult(Answers.GetValueOrDefault(reference.Tag ?? string.Empty) ?? Answer);
        }
    }

    internal sealed class FakeMatcher : IPackageMatcher
    {
        public PackageMatch Answer { get; set; } = new() { Data = "db 2", PackageCount = 3 };

        public int Matches { get; private set; }

        public Task<PackageMatch> MatchAsync(ImageDigest image, CancellationToken cancellationToken)
        {
            Matches++;
            return Task.FromResult(Answer);
        }
    }

    internal sealed class FakeNews : IWatchNews
    {
        public List<WatchNews> Ended { get; } = [];

        public List<WatchTarget> Failing { get; } = [];

        public Action OnEnded { get; set; } = () => { };

        public Task EndedAsync(WatchNews news, CancellationToken cancellationToken)
        {
            Ended.Add(news);
            OnEnded();
            return Task.CompletedTask;
        }

        public Task FailingAsync(string run, Watch watch, IReadOnlyList<WatchTarget> failing, CancellationToken cancellationToken)
        {
            Failing.AddRange(failing);
            return Task.CompletedTask;
        }
    }

    internal sealed class FakeSchedules : IWatchSchedules
    {
        public Result<WatchSchedule> Read(string text, string? zone, string spreadKey)
            => text == "never" ? new ScanFailure(FailureKind.Refused, "it never fires") : new WatchSchedule(text, "17 2 * * *", zone ?? "UTC");

        public IReadOnlyList<DateTimeOffset> Next(WatchSchedule schedule, DateTimeOffset after, int count)
            => [.. Enumerable.Range(1, count).Select(day => after.AddDays(day))];

        /// <summary>The last time that any watch was due.</summary>
        public DateTimeOffset? LastTime { get; set; }

        public DateTimeOffset? Last(WatchSchedule schedule, DateTimeOffset until) => LastTime;
    }

    internal sealed class FakeRunning : IRunningImages
    {
        public Result<RunningImages> Answer { get; set; } = new RunningImages([], [], false);

        public Func<Task>? OnList { get; set; }

        public async Task<RunningImages> ListAsync(CancellationToken cancellationToken)
        {
            await (OnList?.Invoke() ?? Task.CompletedTask);
            return Answer.IsSuccess ? Answer.Value : throw new EngineException(Answer.Failure);
        }
    }

    internal sealed class FakePlan : IWatchPlan
    {
        public Dictionary<string, (WatchSchedule Schedule, bool IsPaused)> Planned { get; } = [];

        public int Puts { get; private set; }

        public Task PutAsync(string watchId, WatchSchedule schedule, bool paused, CancellationToken ct)
        {
            Puts++;
            Planned[watchId] = (schedule, paused);
            return Task.CompletedTask;
        }

        public Task RemoveAsync(string watchId, CancellationToken ct)
        {
            Planned.Remove(watchId);
            return Task.CompletedTask;
        }
    }
}
