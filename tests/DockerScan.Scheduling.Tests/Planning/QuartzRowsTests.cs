using Quartz;

namespace DockerScan.Scheduling.Tests.Planning;

/// <summary>
/// What Quartz 4.7 does where a good guess is wrong, and what this project leans on. A newer Quartz that does otherwise is found here, not in
/// somebody's night.
/// </summary>
public sealed class QuartzRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    // A list is a time of day; a step or a range of the same hour is "every so often" and comes twice in the doubled hour.
    [InlineData("0 0,30 2 * * ?", 2)]
    [InlineData("0 0/30 2 * * ?", 4)]
    [InlineData("0 */30 2 * * ?", 4)]
    [InlineData("0 30 2-2 * * ?", 2)]
    [InlineData("0 30 2 * * ?", 1)]
    public void Autumn_StepOrRange_ComesInBothPasses(string expression, int expected)
        => Assert.Equal(expected, Count(expression, "2026-10-24T22:00Z", "2026-10-25T22:00Z"));

    [Theory]
    [InlineData("0 30 2 * * ?", 1)]
    [InlineData("0 0/15 2 * * ?", 1)]
    [InlineData("0 0 2,3 * * ?", 1)]
    [InlineData("0 30 1-3 * * ?", 3)]
    public void Spring_WhatTheGapSwallows_ComesOnceAtItsEnd(string expression, int expected)
        => Assert.Equal(expected, Count(expression, "2026-03-28T22:00Z", "2026-03-29T22:00Z"));

    [Theory]
    [InlineData("0 3 * * *")]
    [InlineData("@reboot")]
    [InlineData("@every 5m")]
    public void Parse_WhatIsNoQuartzExpression_Throws(string expression)
    {
        Assert.False(CronExpression.TryParse(expression, out _));
        Assert.Throws<FormatException>(() => new CronExpression(expression));
    }

    [Theory]
    // Taken without a word, which is why the fields are read by Crontab first.
    [InlineData(",1 3 * * *")]
    [InlineData("1,2,,3 3 * * *")]
    [InlineData("0 22-3 * * *")]
    [InlineData("0 3 * JANUARY *")]
    public void Parse_Slip_IsTakenByQuartzAndRefusedHere(string text)
    {
        _ = CronExpression.Parse(text, CronFormat.Unix);

        Assert.NotNull(Core.Watches.Schedules.Crontab.Read(text).Failure);
    }

    [Fact]
    public void Never_ThirtiethOfFebruary_HasNoTime()
    {
        var text = "0 0 3 30 2 ?";

        Assert.Null(new CronExpression(text, TimeZoneInfo.Utc).GetNextValidTimeAfter(Bench.At("2026-01-01T00:00Z")));
    }

    [Fact]
    public async Task Fire_AfterAPause_NamesTheFirstMissedTime()
    {
        var time = new SteppedTime(Bench.At("2026-11-26T12:00Z"));
        var seen = new TaskCompletionSource<DateTimeOffset?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var factory = Scheduler(time, seen);
        var scheduler = await StartAsync<SeesJob>(factory, "0 0 3 * * ?");
        time.Jump(Bench.At("2026-11-30T11:20Z"));

        // The trap: the run that is made is the last night's.
        Assert.Equal(Bench.At("2026-11-27T03:00Z"), await MoveAsync(time, seen.Task));
        await scheduler.Shutdown(waitForJobsToComplete: false, Token);
    }

    [Fact]
    public async Task Fire_JobThatCannotBeMade_StopsItsTriggerForGoodUntilItIsReset()
    {
        var time = new SteppedTime(Bench.At("2026-11-30T02:59Z"));
        var seen = new TaskCompletionSource<DateTimeOffset?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var factory = Scheduler(time, seen);
        var scheduler = await StartAsync<UnmakableJob>(factory, "0 0 3 * * ?");
        var key = new TriggerKey("one");
        while (await scheduler.GetTriggerState(key, Token) != TriggerState.Error)
        {
            Assert.True(time.GetUtcNow() < Bench.At("2026-11-30T04:00Z"), "the trigger never stopped");
            await time.StepAsync();
            // The job is made behind the loop.
            while (await scheduler.GetTriggerState(key, Token) == TriggerState.Executing)
            {
                await Task.Yield();
            }
        }

        await scheduler.ResetTriggerFromErrorState(key, Token);

        Assert.Equal(TriggerState.Normal, await scheduler.GetTriggerState(key, Token));
        await scheduler.Shutdown(waitForJobsToComplete: false, Token);
    }

    [Fact]
    public async Task Reschedule_OfAPausedTrigger_SetsItGoing()
    {
        var time = new SteppedTime(Bench.At("2026-11-30T02:59Z"));
        var seen = new TaskCompletionSource<DateTimeOffset?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var factory = Scheduler(time, seen);
        var scheduler = await StartAsync<SeesJob>(factory, "0 0 5 * * ?");
        await scheduler.PauseTrigger(new TriggerKey("one"), Token);

        await scheduler.RescheduleJob(new TriggerKey("one"), Trigger("0 0 6 * * ?", time), Token);

        Assert.Equal(TriggerState.Normal, await scheduler.GetTriggerState(new TriggerKey("one"), Token));
        await scheduler.Shutdown(waitForJobsToComplete: false, Token);
    }

    private static int Count(string expression, string from, string to)
    {
        var times = new CronExpression(expression, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var count = 0;
        for (var time = times.GetNextValidTimeAfter(Bench.At(from)); time < Bench.At(to); time = times.GetNextValidTimeAfter(time.Value))
        {
            count++;
        }

        return count;
    }

    private static StandaloneSchedulerFactory Scheduler(TimeProvider time, TaskCompletionSource<DateTimeOffset?> seen)
        => QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.UseTimeProvider(time);
            quartz.UseInMemoryStore();
            quartz.ConfigureScheduler(scheduler => scheduler.IdleWaitTime = TimeSpan.FromSeconds(10));
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(quartz.Services, seen);
        }).Build();

    private static async Task<IScheduler> StartAsync<T>(StandaloneSchedulerFactory factory, string expression)
        where T : IJob
    {
        var scheduler = await factory.GetScheduler(Token);
        await scheduler.Start(Token);
        await scheduler.ScheduleJob(JobBuilder.Create().OfType<T>().WithIdentity("job").Build(), Trigger(expression, scheduler.TimeProvider), new ScheduleJobOptions(), Token);
        return scheduler;
    }

    private static ITrigger Trigger(string expression, TimeProvider time)
        => TriggerBuilder.Create(time).WithIdentity("one").ForJob("job").StartAt(time.GetUtcNow()).WithSchedule(CronScheduleBuilder.Create(new CronExpression(expression, TimeZoneInfo.Utc))).Build();

    private const int MostSteps = 20;

    private static async Task<T> MoveAsync<T>(SteppedTime time, Task<T> wanted)
    {
        // The loop looks within its idle wait; the job runs behind it. A look that had begun before the clock was set sees nothing due yet.
        for (var steps = 0; steps < MostSteps && !wanted.IsCompleted; steps++)
        {
            await time.StepAsync();
        }

        return await wanted.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    internal sealed class SeesJob(TaskCompletionSource<DateTimeOffset?> seen) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            seen.TrySetResult(context.ScheduledFireTimeUtc);
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class UnmakableJob : IJob
    {
        public UnmakableJob(string nothingGives) => _ = nothingGives;

        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
