using DockerScan.Core.Watches;
using DockerScan.Engine.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>Who may have which watch, and what changing one keeps.</summary>
public sealed class WatchDeskTests : IDisposable
{
    private readonly WatchRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task PutAsync_SameImageAndPlace_ChangesTheOneThereIsAndKeepsItPausedAndMuted()
    {
        var watch = await _rig.WatchAsync(isFirstLook: false);
        var until = _rig.Rig.Time.GetUtcNow().AddHours(6);
        await _rig.Desk.MuteAsync(watch.Id, until, Token);
        await _rig.Store.PutAsync((await _rig.Store.FindAsync(watch.Id, Token))! with { IsPaused = true }, Token);

        var answer = await _rig.Desk.PutAsync(Wish() with { Schedule = "weekly", Zone = "Asia/Seoul", Owner = "slack:T1/C9/U1" }, Token);

        Assert.Equal((false, watch.Id, true, until, "weekly", "Asia/Seoul"), (answer.IsNew, answer.Watch?.Id, answer.Watch?.IsPaused, answer.Watch?.MutedUntil, answer.Watch?.Schedule.Text, answer.Watch?.Schedule.Zone));
        Assert.Single(await _rig.Store.ListAsync(Token));
        Assert.Equal(1, await _rig.Store.CountOpenAsync(Token));
        Assert.Empty(_rig.Desk.Next(answer.Watch!, 3));
    }

    [Theory]
    [InlineData("redis:8", "slack", "C1", 2)]
    [InlineData("redis:7", "slack", "C2", 2)]
    [InlineData("redis:7", "slack", "C1", 1)]
    public async Task PutAsync_AnotherImageOrPlace_IsAnotherWatch(string image, string platform, string channel, int expected)
    {
        await _rig.WatchAsync(isFirstLook: false);

        await _rig.Desk.PutAsync(Wish(image) with { Places = [new WatchPlace(platform, channel)] }, Token);

        Assert.Equal(expected, (await _rig.Store.ListAsync(Token)).Count);
    }

    [Fact]
    public async Task PutAsync_SomebodyElses_IsRefusedUnlessTheyMay()
    {
        await _rig.WatchAsync(isFirstLook: false);
        var wish = Wish() with { Owner = "slack:T1/C1/U2", Schedule = "hourly" };

        Assert.Equal(WatchRefusalKind.OfOthers, (await _rig.Desk.PutAsync(wish, Token)).Refusal?.Kind);
        Assert.Equal("nightly", Assert.Single(await _rig.Store.ListAsync(Token)).Schedule.Text);
        var changed = await _rig.Desk.PutAsync(wish with { MayForOthers = true }, Token);

        Assert.Equal(("hourly", "slack:T1/C1/U1"), (changed.Watch?.Schedule.Text, changed.Watch?.Owner));
    }

    [Fact]
    public async Task PutAsync_OneOfTheFile_IsChangedThereAlone()
    {
        await _rig.WatchAsync(isFirstLook: false, change: wish => wish with { Owner = Watch.FromFile, Id = "redis-nightly" });

        Assert.Equal(WatchRefusalKind.OfTheFile, (await _rig.Desk.PutAsync(Wish() with { MayForOthers = true }, Token)).Refusal?.Kind);
        Assert.Equal("redis-nightly", (await _rig.Desk.PutAsync(Wish() with { Owner = Watch.FromFile, Id = "redis-nightly", Schedule = "weekly" }, Token)).Watch?.Id);
    }

    [Fact]
    public async Task PutAsync_ScheduleThatCannotBeUsed_MakesNothing()
    {
        await _rig.Scans.InitializeAsync(Token);

        var answer = await _rig.Desk.PutAsync(Wish() with { Schedule = "never" }, Token);

        Assert.Equal((WatchRefusalKind.Schedule, "it never fires"), (answer.Refusal?.Kind, answer.Refusal?.Problem?.Message));
        Assert.Empty(await _rig.Store.ListAsync(Token));
    }

    [Fact]
    public async Task PutAsync_AsManyAsOneMayHave_OnlyTheOneMoreIsRefused()
    {
        await _rig.Scans.InitializeAsync(Token);
        for (var number = 0; number < 20; number++)
        {
            Assert.True((await _rig.Desk.PutAsync(Wish($"redis:{number}") with { Owner = $"slack:T1/C{number}/U1" }, Token)).IsNew);
        }

        Assert.Equal(new WatchRefusal(WatchRefusalKind.TooManyOfPerson, 20), (await _rig.Desk.PutAsync(Wish("nginx:1"), Token)).Refusal);
        Assert.True((await _rig.Desk.PutAsync(Wish("nginx:1") with { Owner = "slack:T2/C1/U1" }, Token)).IsNew);
        Assert.Null((await _rig.Desk.PutAsync(Wish("redis:3") with { Schedule = "weekly" }, Token)).Refusal);
    }

    [Fact]
    public async Task FollowAsync_StoreChangesByOthers_ThePlanFollows()
    {
        var planner = _rig.Rig.Services.GetRequiredService<WatchPlanner>();
        var watch = await _rig.WatchAsync(isFirstLook: false);
        Assert.Empty(_rig.Plan.Planned);
        await planner.FollowAsync(Token);
        await planner.FollowAsync(Token);
        Assert.Equal((1, 1), (_rig.Plan.Planned.Count, _rig.Plan.Puts));

        await _rig.Store.PutAsync(watch with { IsPaused = true }, Token);
        await planner.FollowAsync(Token);
        Assert.True(_rig.Plan.Planned[watch.Id].IsPaused);

        // Made and removed here, it is there at once.
        var second = await _rig.Desk.PutAsync(Wish("nginx:1"), Token);
        Assert.Contains(second.Watch!.Id, _rig.Plan.Planned.Keys);
        await _rig.Store.RemoveAsync(watch.Id, Token);
        await _rig.Desk.RemoveAsync(second.Watch.Id, Token);
        Assert.Empty(_rig.Plan.Planned);
    }

    private static WatchWish Wish(string image = "redis:7")
        => new(Core.Images.ImageReference.Parse(image), "nightly", null, "slack:T1/C1/U1") { Places = [new WatchPlace("slack", "C1")] };
}
