using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Planning;
using Quartz;

namespace DockerScan.Scheduling.Tests.Planning;

/// <summary>
/// The plan on a clock that is moved by hand. Wherever something must not happen, a witness that is due later shows that it had its time.
/// </summary>
public sealed class PlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_Nightly_IsDueEachNightUnderItsPlannedTime()
    {
        await using var bench = new Bench("2026-11-30T02:59:00Z");
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *", "Europe/Berlin");
        await bench.PutAsync("nginx", "0 3 * * *");

        Assert.Equal(("nginx", Bench.At("2026-11-30T03:00Z")), await bench.NextAsync());
        await bench.Time.MoveAsync(TimeSpan.FromHours(22));
        var (watch, planned) = await bench.NextAsync();

        Assert.Equal(("redis", Bench.At("2026-12-01T02:00Z"), TimeSpan.FromHours(1)), (watch, planned, planned.Offset));
    }

    [Fact]
    public async Task Put_BeforeTheStart_IsDueAfterIt()
    {
        await using var bench = new Bench("2026-11-30T02:59:00Z");
        await bench.PutAsync("redis", "0 3 * * *");
        await bench.StartAsync();

        Assert.Equal("redis", (await bench.NextAsync()).Watch);
    }

    [Fact]
    public async Task Fire_AfterFourMissedNights_IsOnceNowForTheLastOfThem()
    {
        await using var bench = new Bench("2026-11-26T12:00:00Z");
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");

        // A laptop that was closed: no look at the clock in between.
        bench.Time.Jump(Bench.At("2026-11-30T11:20Z"));

        Assert.Equal(("redis", Bench.At("2026-11-30T03:00Z")), await bench.NextAsync());
        Assert.Equal(("redis", Bench.At("2026-12-01T03:00Z")), await NextNightAsync(bench));
    }

    [Theory]
    [InlineData("2026-03-28T12:00Z", "2026-03-29T06:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    [InlineData("2026-10-24T12:00Z", "2026-10-25T06:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    public async Task Fire_NightOfAClockChange_IsOnce(string before, string morning, string planned, string nextNight)
    {
        await using var bench = new Bench(before);
        await bench.StartAsync();
        await bench.PutAsync("redis", "30 2 * * *", "Europe/Berlin");

        await bench.Time.MoveAsync(Bench.At(morning) - Bench.At(before));

        Assert.Equal(("redis", Bench.At(planned)), await bench.NextAsync());
        Assert.Equal(("redis", Bench.At(nextNight)), await NextNightAsync(bench));
    }

    [Fact]
    public async Task Mend_AfterTheClockWasAYearAheadAndBack_PlansTheNextNightAgain()
    {
        await using var bench = new Bench("2026-11-30T12:00:00Z");
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");
        bench.Time.Jump(Bench.At("2027-11-30T12:00Z"));
        Assert.Equal(("redis", Bench.At("2027-11-30T03:00Z")), await bench.NextAsync());

        bench.Time.Jump(Bench.At("2026-11-30T12:10Z"));

        Assert.Equal(1, await bench.Get<Plan>().MendAsync(Token));
        Assert.Equal(0, await bench.Get<Plan>().MendAsync(Token));
        await bench.Time.MoveAsync(TimeSpan.FromHours(14));
        Assert.Equal(("redis", Bench.At("2026-12-01T03:00Z")), await bench.NextAsync());
    }

    [Fact]
    public async Task Mend_WhileAllIsWell_TouchesNothing()
    {
        await using var bench = new Bench("2026-11-30T12:00:00Z");
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");
        await bench.PutAsync("nginx", "0 * * * *", paused: true);

        Assert.Equal(0, await bench.Get<Plan>().MendAsync(Token));
        Assert.Equal(TriggerState.Paused, await StateAsync(bench, "nginx"));
    }

    [Fact]
    public async Task Put_OfAPausedWatch_KeepsItPausedWhateverItsScheduleBecomes()
    {
        await using var bench = new Bench("2026-11-30T02:50:00Z");
        await bench.StartAsync();
        await bench.PutAsync("muted", "0 4 * * *", paused: true);
        await bench.PutAsync("muted", "0 3 * * *", paused: true);
        Assert.Equal(TriggerState.Paused, await StateAsync(bench, "muted"));

        await bench.PutAsync("witness", "5 3 * * *");

        Assert.Equal("witness", (await bench.NextAsync()).Watch);
        Assert.True(bench.Fired.IsEmpty);
    }

    [Fact]
    public async Task Put_OfAPausedWatchUnpaused_IsDueFromThenOnAndNotForWhatItSleptThrough()
    {
        await using var bench = new Bench("2026-11-30T02:50:00Z");
        await bench.StartAsync();
        await bench.PutAsync("muted", "0 3 * * *", paused: true);
        await bench.Time.MoveAsync(TimeSpan.FromDays(3));

        await bench.PutAsync("muted", "0 3 * * *");
        await bench.PutAsync("witness", "55 2 * * *");

        Assert.Equal(("witness", Bench.At("2026-12-03T02:55Z")), await bench.NextAsync());
        Assert.Equal(("muted", Bench.At("2026-12-03T03:00Z")), await bench.NextAsync());
    }

    [Fact]
    public async Task Put_OfTheSameAgain_ChangesNothing()
    {
        await using var bench = new Bench("2026-11-30T02:50:00Z");
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");
        var before = (await TriggerAsync(bench, "redis"))!.StartTimeUtc;
        await bench.Time.MoveAsync(TimeSpan.FromMinutes(2));

        await bench.PutAsync("redis", "0 3 * * *");

        Assert.Equal(before, (await TriggerAsync(bench, "redis"))!.StartTimeUtc);
    }

    [Fact]
    public async Task Remove_Watch_IsDueNoMore()
    {
        await using var bench = new Bench("2026-11-30T02:50:00Z");
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");
        await bench.PutAsync("witness", "5 3 * * *");

        await bench.Plan.RemoveAsync("redis", Token);
        await bench.Plan.RemoveAsync("never was", Token);

        Assert.Equal("witness", (await bench.NextAsync()).Watch);
        Assert.Null(await TriggerAsync(bench, "redis"));
    }

    [Fact]
    public async Task Fire_ThatFails_IsTriedAgainUnderTheSamePlannedTime()
    {
        await using var bench = new Bench("2026-11-30T02:59:00Z");
        var failures = 0;
        bench.Fired.Do = (_, _, _) => Interlocked.Increment(ref failures) <= 2 ? throw new IOException("the store is away") : Task.CompletedTask;
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");

        Assert.Equal(("redis", Bench.At("2026-11-30T03:00Z")), await bench.NextAsync());
        Assert.Equal(3, failures);
        Assert.InRange(bench.Time.GetUtcNow(), Bench.At("2026-11-30T03:02Z"), Bench.At("2026-11-30T03:30Z"));
        Assert.Equal(("redis", Bench.At("2026-12-01T03:00Z")), await NextNightAsync(bench));
    }

    [Fact]
    public async Task Fire_ThatAlwaysFails_IsDueAgainTheNextNight()
    {
        await using var bench = new Bench("2026-11-30T02:59:00Z");
        var isAway = true;
        var tries = 0;
        bench.Fired.Do = (_, _, _) => Interlocked.Increment(ref tries) > 0 && Volatile.Read(ref isAway) ? throw new IOException("the store is away") : Task.CompletedTask;
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");
        await bench.PutAsync("witness", "0 9 * * *");
        var until = Bench.At("2026-11-30T08:59Z");
        await bench.MoveToAsync(until);

        Volatile.Write(ref isAway, false);

        Assert.Equal("witness", (await bench.NextAsync()).Watch);
        Assert.InRange(tries, 2, 10);
        Assert.Equal(("redis", Bench.At("2026-12-01T03:00Z")), await NextNightAsync(bench));
    }

    [Fact]
    public async Task Fire_OneThatHangs_HoldsUpNoOther()
    {
        await using var bench = new Bench("2026-11-30T02:59:00Z");
        bench.Fired.Do = (watch, _, token) => watch == "hangs" ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
        bench.Fired.Hanging["hangs"] = true;
        await bench.StartAsync();
        await bench.PutAsync("hangs", "0 3 * * *");
        await bench.PutAsync("redis", "1 3 * * *");

        Assert.Equal("redis", (await bench.NextAsync()).Watch);
    }

    [Fact]
    public async Task Fire_OfManyAtOnce_RunsAFewAtATime()
    {
        await using var bench = new Bench("2026-11-30T02:59:00Z");
        var (running, most) = (0, 0);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Fired.Do = async (_, _, _) =>
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == 4)
            {
                go.TrySetResult();
            }

            await go.Task;
            Interlocked.Decrement(ref running);
        };
        await bench.StartAsync();
        for (var number = 0; number < 40; number++)
        {
            await bench.PutAsync($"watch-{number}", "0 3 * * *");
        }

        var fired = new List<string>();
        while (fired.Count < 40)
        {
            fired.Add((await bench.NextAsync()).Watch);
        }

        Assert.Equal((40, 4), (fired.Distinct().Count(), most));
    }

    [Fact]
    public async Task Stop_WhileOneRuns_TellsItAndEndsSoon()
    {
        var bench = new Bench("2026-11-30T02:59:00Z");
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Fired.Do = async (_, _, token) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            told.TrySetResult();
        };
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");
        await bench.Time.MoveAsync(TimeSpan.FromMinutes(1));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var stopping = bench.Get<SchedulerHome>().StopAsync(Token);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await stopping.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Stop_WhileOneDoesNotListen_IsBounded()
    {
        var bench = new Bench("2026-11-30T02:59:00Z");
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Fired.Do = (_, _, _) =>
        {
            started.TrySetResult();
            return end.Task;
        };
        await bench.StartAsync();
        await bench.PutAsync("redis", "0 3 * * *");
        await bench.Time.MoveAsync(TimeSpan.FromMinutes(1));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var stopping = bench.Get<SchedulerHome>().StopAsync(Token);
        await bench.EndAsync(stopping);
        end.SetResult();
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Put_OfAThousand_TakesNoSecond()
    {
        await using var bench = new Bench("2026-11-30T12:00:00Z");
        await bench.PutAsync("warm", "0 3 * * *");
        await bench.StartAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var number = 0; number < 1000; number++)
        {
            await bench.PutAsync($"watch-{number}", $"{number % 60} {1 + (number % 4)} * * *", "Europe/Berlin");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"1,000 put in {watch.ElapsedMilliseconds} ms");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
        Assert.Equal(0, await bench.Get<Plan>().MendAsync(Token));
    }

    [Fact]
    public async Task Put_WhereNobodyRunsWatches_SaysSoAtOnce()
    {
        await using var bench = new Bench("2026-11-30T12:00:00Z", services =>
        {
            foreach (var each in services.Where(each => each.ServiceType == typeof(IWatchTrigger)).ToList())
            {
                services.Remove(each);
            }
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.PutAsync("redis", "0 3 * * *"));
    }

    private static async Task<(string Watch, DateTimeOffset Planned)> NextNightAsync(Bench bench)
    {
        // Up to a little before the next one, whatever it is: nothing is due twice in the same night.
        Assert.True(bench.Fired.IsEmpty);
        await bench.Time.MoveAsync(TimeSpan.FromHours(14));
        return await bench.NextAsync();
    }

    private static async Task<TriggerState> StateAsync(Bench bench, string watch)
        => await (await bench.Get<SchedulerHome>().GetAsync(Token)).GetTriggerState(new TriggerKey(watch, PlannedJob.Watches), Token);

    private static async Task<ITrigger?> TriggerAsync(Bench bench, string watch)
        => await (await bench.Get<SchedulerHome>().GetAsync(Token)).GetTrigger(new TriggerKey(watch, PlannedJob.Watches), Token);
}
