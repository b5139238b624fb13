using DockerScan.Core.Watches;
using DockerScan.Engine.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>At its start a program makes up, once, for what came while nothing served; and for nothing else.</summary>
public sealed class WatchPlannerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_AfterMissedNights_RunsOnceUnderTheLastOfThem()
    {
        using var rig = new WatchRig();
        var watch = await rig.WatchAsync();
        var missed = rig.Rig.Time.GetUtcNow().AddHours(15);
        rig.Schedules.LastTime = missed;
        rig.Rig.Time.Advance(TimeSpan.FromHours(24));

        await StartAsync(rig);
        await StartAsync(rig);

        Assert.Equal(1, await rig.Store.CountOpenAsync(Token));
        await rig.WorkOffAsync();
        Assert.Equal((missed, WatchRunOutcome.Ended), (await LastAsync(rig, watch)) is { } last ? (last.Planned, last.End.Outcome) : default);
    }

    [Fact]
    public async Task Follow_AgainLater_MakesUpForNothing()
    {
        using var rig = new WatchRig();
        await rig.WatchAsync();
        var planner = rig.Rig.Services.GetRequiredService<WatchPlanner>();
        await planner.FollowAsync(Token);
        rig.Rig.Time.Advance(TimeSpan.FromHours(24));
        rig.Schedules.LastTime = rig.Rig.Time.GetUtcNow().AddHours(-1);

        // The scheduler, which runs now, is the one that knows.
        await planner.FollowAsync(Token);

        Assert.Equal(0, await rig.Store.CountOpenAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Follow_OfWhatCameBeforeTheWatchOrItsPauseEnded_MakesUpForNothing(bool wasPaused)
    {
        using var rig = new WatchRig();
        var watch = await rig.WatchAsync();
        if (wasPaused)
        {
            await rig.Desk.PauseAsync(watch.Id, true, Token);
            rig.Rig.Time.Advance(TimeSpan.FromDays(3));
            await rig.Desk.PauseAsync(watch.Id, false, Token);
        }

        rig.Schedules.LastTime = rig.Rig.Time.GetUtcNow().AddHours(-1);

        await StartAsync(rig);

        Assert.Equal(0, await rig.Store.CountOpenAsync(Token));
    }

    [Fact]
    public async Task Follow_OfAPausedWatch_MakesUpForNothing()
    {
        using var rig = new WatchRig();
        var watch = await rig.WatchAsync();
        Assert.True((await rig.Desk.PauseAsync(watch.Id, true, Token))!.IsPaused);
        rig.Rig.Time.Advance(TimeSpan.FromDays(3));
        rig.Schedules.LastTime = rig.Rig.Time.GetUtcNow().AddHours(-1);

        await StartAsync(rig);

        Assert.Equal(0, await rig.Store.CountOpenAsync(Token));
        Assert.True(rig.Plan.Planned[watch.Id].IsPaused);
        Assert.Empty(rig.Desk.Next((await rig.Store.FindAsync(watch.Id, Token))!, 1));
    }

    [Fact]
    public async Task Follow_ByTwoProcessesAtOnce_PlansTheRunOnce()
    {
        using var rig = new WatchRig();
        await rig.WatchAsync();
        using var other = new WatchRig(rig);
        rig.Rig.Time.Advance(TimeSpan.FromHours(24));
        rig.Schedules.LastTime = other.Schedules.LastTime = rig.Rig.Time.GetUtcNow().AddHours(-1);

        await Task.WhenAll(StartAsync(rig), StartAsync(other));

        Assert.Equal(1, await rig.Store.CountOpenAsync(Token));
    }

    [Fact]
    public async Task Plan_OfTwoHundredRunsByTwoProcesses_EachRunsOnce()
    {
        using var rig = new WatchRig();
        var watch = await rig.WatchAsync();
        using var other = new WatchRig(rig);
        var first = rig.Rig.Time.GetUtcNow();
        var times = Enumerable.Range(1, 200).Select(number => first.AddMinutes(number)).ToList();

        var planned = await Task.WhenAll(((WatchRig[])[rig, other]).SelectMany(each => times.Select(time => each.Store.PlanAsync(watch.Id, time, Token))));

        Assert.Equal((200, 200), (planned.Count(isNew => isNew), await rig.Store.CountOpenAsync(Token)));
    }

    [Fact]
    public async Task Pause_OfOneThatIsNone_IsNone()
    {
        using var rig = new WatchRig();
        await rig.WatchAsync();

        Assert.Null(await rig.Desk.PauseAsync("never-was", true, Token));
    }

    private static async Task<EndedWatchRun?> LastAsync(WatchRig rig, Watch watch) => (await rig.Store.ListLastAsync(Token)).SingleOrDefault(run => run.WatchId == watch.Id);

    // As a program that starts: its planner has planned nothing yet.
    private static Task StartAsync(WatchRig rig)
        => new WatchPlanner(
            rig.Store, rig.Plan, rig.Schedules, rig.Rig.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<WatchPlanner>.Instance).FollowAsync(Token);
}
