using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Scheduling.Tests.Planning;

/// <summary>On the machine's own clock: takes up to a minute, because a schedule has no seconds.</summary>
public sealed class RealClockTests
{
    [Fact]
    public async Task Put_EveryMinute_IsDueAtTheFullMinuteAndStopEnds()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var fired = new FiredWatches();
        await using var services = new ServiceCollection().AddLogging().AddOptions().AddSingleton<IWatchTrigger>(fired).AddScheduling().BuildServiceProvider();
        var home = services.GetRequiredService<SchedulerHome>();
        await home.StartAsync(cancellation);
        await services.GetRequiredService<IWatchPlan>().PutAsync("redis", new WatchSchedule("* * * * *", "* * * * *", "UTC"), paused: false, cancellation);

        var next = await fired.TryNextAsync(TimeSpan.FromSeconds(90));

        Assert.NotNull(next);
        Assert.Equal(("redis", 0, 0), (next.Value.Watch, next.Value.Planned.Second, next.Value.Planned.Millisecond));
        Assert.InRange(TimeProvider.System.GetUtcNow() - next.Value.Planned, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await home.StopAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(30), cancellation);
    }
}
