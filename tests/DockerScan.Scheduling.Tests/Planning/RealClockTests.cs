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
        var due = new TaskCompletionSource<(string, DateTimeOffset)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var fired = new FiredWatches { Do = (watch, planned, _) => Task.FromResult(due.TrySetResult((watch, planned))) };
        await using var services = new ServiceCollection().AddLogging().AddOptions().AddSingleton<IWatchTrigger>(fired).AddScheduling().BuildServiceProvider();
        var home = services.GetRequiredService<SchedulerHome>();
        await home.StartAsync(cancellation);
        await services.GetRequiredService<IWatchPlan>().PutAsync("redis", new WatchSchedule("* * * * *", "* * * * *", "UTC"), paused: false, cancellation);

        var (watch, planned) = await due.Task.WaitAsync(TimeSpan.FromSeconds(90), cancellation);

        Assert.Equal(("redis", 0, 0), (watch, planned.Second, planned.Millisecond));
        Assert.InRange(TimeProvider.System.GetUtcNow() - planned, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await home.StopAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(30), cancellation);
    }
}
