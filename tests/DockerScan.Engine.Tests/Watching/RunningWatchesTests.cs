using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>The watches of what the engine runs are kept in step with it, and lose nothing for a moment's absence.</summary>
public sealed class RunningWatchesTests : IDisposable
{
    private readonly WatchRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Run_ImageThatRuns_IsWatchedAtItsDigestAndScanned()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();

        var follower = Assert.Single(await FollowersAsync(parent));
        Assert.Equal(("redis:7", $"docker.io/library/redis:7@{Rig.Digest}"), (follower.Name, follower.Image.ToString()));
        Assert.Equal((parent.Owner, parent.Schedule, parent.Id), (follower.Owner, follower.Schedule, follower.Follows));
        Assert.Equal(parent.Places, follower.Places);
        Assert.Equal(Rig.Digest, (await _rig.TargetAsync(follower)).ScannedDigest);
        Assert.Empty(await _rig.Store.ListTargetsAsync(parent.Id, Token));
    }

    [Fact]
    public async Task Run_SameAgain_WritesNoWatchAndScansNothing()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();
        var before = await FollowersAsync(parent);
        var scanned = (await _rig.TargetAsync(before[0])).LastFullAt;

        var run = await _rig.RunAsync(parent);

        Assert.Equal((WatchRunOutcome.Ended, 0, 1), (run.End.Outcome, run.End.Counts.Changed, run.End.Counts.Unchanged));
        Assert.Equivalent(before, await FollowersAsync(parent));
        Assert.Equal(scanned, (await _rig.TargetAsync(before[0])).LastFullAt);
    }

    [Fact]
    public async Task Run_MadeAnewFromANewerImage_IsTheSameWatchAndComparedWithBefore()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();
        var before = Assert.Single(await FollowersAsync(parent));
        _rig.Replace();
        Runs(Image("redis:7", Rig.OtherDigest));

        await _rig.RunAsync(parent);
        await _rig.RunAsync(before);

        var follower = Assert.Single(await FollowersAsync(parent));
        Assert.Equal((before.Id, (ImageDigest?)Rig.OtherDigest), (follower.Id, follower.Image.Digest));
        var target = await _rig.TargetAsync(follower);
        Assert.Equal(Rig.OtherDigest, target.ScannedDigest);
        Assert.Contains(_rig.News.Ended, news => news.Watch.Id == before.Id && news.Changes.Any(change => change.Before is not null && change.Reason == WatchReason.ImageChanged));
    }

    [Fact]
    public async Task Run_StoppedAndStartedWithinTheDay_RestsAndKeepsWhatIsKnown()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();
        Runs();
        await _rig.RunAsync(parent);

        var resting = Assert.Single(await FollowersAsync(parent));
        Assert.Equal((true, 0), (resting.Rests, _rig.Desk.Next(resting, 1).Count));
        Assert.Equal(WatchRunOutcome.Overtaken, (await _rig.RunAsync(resting)).End.Outcome);

        Runs(Image("redis:7", Rig.Digest));
        await _rig.RunAsync(parent);

        var back = Assert.Single(await FollowersAsync(parent));
        Assert.Equal((false, (DateTimeOffset?)null), (back.Rests, back.GoneSince));
        Assert.NotNull((await _rig.TargetAsync(back)).LastComplete);
    }

    [Fact]
    public async Task Run_StoppedForADay_IsForgotten()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();
        Runs();
        await _rig.RunAsync(parent);
        _rig.Rig.Time.Advance(TimeSpan.FromHours(24));

        await _rig.RunAsync(parent);

        Assert.Empty(await FollowersAsync(parent));
    }

    [Fact]
    public async Task Run_EngineThatDoesNotAnswer_ChangesNothingAndIsSaid()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();
        var before = await FollowersAsync(parent);
        _rig.Running.Answer = new ScanFailure(FailureKind.EngineUnavailable, "away");

        var run = await _rig.RunAsync(parent);

        Assert.Equal((WatchRunOutcome.Failed, "away"), (run.End.Outcome, run.End.Problem?.Message));
        Assert.Equivalent(before, await FollowersAsync(parent));
    }

    [Fact]
    public async Task Run_MoreThanAreTold_ForgetsNoneOfThoseThatMayRun()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();
        _rig.Running.Answer = new RunningImages([], ["app:dev"], IsCut: true);

        await _rig.RunAsync(parent);

        Assert.False(Assert.Single(await FollowersAsync(parent)).Rests);
        Assert.Equal(["app:dev", "…"], (await _rig.Store.FindAsync(parent.Id, Token))!.LeftOut);
    }

    [Fact]
    public async Task Run_RemovedInMidRun_LeavesNothingBehind()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync(isFirstLook: false);
        _rig.Running.OnList = () => _rig.Desk.RemoveAsync(parent.Id, Token);

        await _rig.Service.RunNextAsync(Token);

        Assert.Empty(await _rig.Store.ListAsync(Token));
    }

    [Fact]
    public async Task Remove_WatchOfWhatRuns_RemovesThoseThatFollowIt()
    {
        Runs(Image("redis:7", Rig.Digest), Image("nginx:1", Rig.Digest));
        var parent = await WatchAsync();
        Assert.Equal(2, (await FollowersAsync(parent)).Count);

        Assert.True(await _rig.Desk.RemoveAsync(parent.Id, Token));

        Assert.Empty(await _rig.Store.ListAsync(Token));
    }

    [Fact]
    public async Task PauseAndMute_WatchOfWhatRuns_HoldForThoseThatFollowIt_AndTheirOwnForThemAlone()
    {
        Runs(Image("redis:7", Rig.Digest), Image("nginx:1", Rig.Digest));
        var parent = await WatchAsync();
        var until = _rig.Rig.Time.GetUtcNow().AddHours(6);

        await _rig.Desk.PauseAsync(parent.Id, pause: true, Token);
        await _rig.Desk.MuteAsync(parent.Id, until, Token);
        Assert.All(await FollowersAsync(parent), follower => Assert.Equal((true, (DateTimeOffset?)until), (follower.IsPaused, follower.MutedUntil)));

        await _rig.Desk.PauseAsync(parent.Id, pause: false, Token);
        var one = (await FollowersAsync(parent))[0];
        await _rig.Desk.PauseAsync(one.Id, pause: true, Token);
        await _rig.RunAsync(parent);

        Assert.Equal([one.Id], (await FollowersAsync(parent)).Where(follower => follower.IsPaused).Select(follower => follower.Id));
    }

    [Fact]
    public async Task Put_ByAPersonForAnImageThatRuns_IsTheirOwnWatchAndCountsAlone()
    {
        Runs(Image("redis:7", Rig.Digest));
        var parent = await WatchAsync();

        var answer = await _rig.Desk.PutAsync(new WatchWish(ImageReference.Parse($"redis:7@{Rig.Digest}"), "hourly", null, parent.Owner) { Places = parent.Places }, Token);

        Assert.True(answer.IsNew);
        Assert.Equal("nightly", Assert.Single(await FollowersAsync(parent)).Schedule.Text);
    }

    [Fact]
    public async Task Follow_EachFiveMinutes_PlansOneStepHoweverManyProcessesPlan()
    {
        var parent = await WatchAsync();
        using var other = new WatchRig(_rig);
        for (var minute = 0; minute < 20; minute++)
        {
            await _rig.Rig.Services.GetRequiredService<WatchPlanner>().FollowAsync(Token);
            await other.Rig.Services.GetRequiredService<WatchPlanner>().FollowAsync(Token);
            await _rig.WorkOffAsync();
            _rig.Rig.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var last = (await _rig.Store.ListLastAsync(Token)).Single(run => run.WatchId == parent.Id).Planned;
        Assert.Equal(0, last.UtcTicks % RunningWatches.Step.Ticks);
        Assert.InRange(_lists, 4, 6);
    }

    private int _lists;

    private void Runs(params RunningImage[] images)
    {
        _rig.Running.Answer = new RunningImages(images, [], false);
        _rig.Running.OnList = () =>
        {
            _lists++;
            return Task.CompletedTask;
        };
    }

    private async Task<Watch> WatchAsync(bool isFirstLook = true)
    {
        if (_rig.Running.OnList is null)
        {
            Runs();
        }

        return await _rig.WatchAsync(Watch.Running, wish => wish with { IsOfRunning = true }, isFirstLook);
    }

    private async Task<List<Watch>> FollowersAsync(Watch parent) => [.. (await _rig.Store.ListAsync(Token)).Where(watch => watch.Follows == parent.Id)];

    private static RunningImage Image(string name, ImageDigest digest) => new(name, ImageReference.Parse($"{name}@{digest}"), ImagePlatform.Default);
}
