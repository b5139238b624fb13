using System.Collections.Concurrent;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Planning;
using DockerScan.Scheduling.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace DockerScan.Scheduling.Tests;

/// <summary>The scheduler as it is put together, on a clock that stands still until it is moved. Nothing here waits for the machine's clock.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ServiceProvider _services;
    private bool _isServed;

    public Bench(string now, Action<IServiceCollection>? more = null)
    {
        Time = new SteppedTime(At(now));
        var services = new ServiceCollection();
        services.AddOptions<ScheduleOptions>();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IWatchTrigger>(Fired);
        services.AddLogging();
        services.AddScheduling();
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public SteppedTime Time { get; }

    public FiredWatches Fired { get; } = new();

    public IWatchPlan Plan => Get<IWatchPlan>();

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    /// <summary>Starts the scheduler alone.</summary>
    public async Task StartAsync()
    {
        await Get<SchedulerHome>().StartAsync(TestContext.Current.CancellationToken);
        await Time.LookedAsync();
    }

    /// <summary>Starts the scheduler with its own jobs and its keeper.</summary>
    public async Task<SchedulerService> ServeAsync()
    {
        var service = Get<SchedulerService>();
        await service.StartAsync(TestContext.Current.CancellationToken);
        await Time.LookedAsync();
        _isServed = true;
        return service;
    }

    public Task PutAsync(string watch, string cron, string zone = "UTC", bool paused = false)
        => Plan.PutAsync(watch, new WatchSchedule(cron, cron, zone), paused, TestContext.Current.CancellationToken);

    /// <summary>The next firing. The clock is moved from one time that something waits for to the next until there is one.</summary>
    public async Task<(string Watch, DateTimeOffset Planned)> NextAsync()
    {
        (string, DateTimeOffset)? fired = null;
        await MoveUntilAsync(() => (fired = Fired.TryNext()) is not null);
        return fired!.Value;
    }

    /// <summary>Moves the clock, in steps, to a time.</summary>
    public Task MoveToAsync(DateTimeOffset time) => MoveUntilAsync(() => Time.GetUtcNow() >= time);

    /// <summary>Moves the clock, in steps, until something is so. Whatever is due in a step has been done before the next one.</summary>
    public async Task MoveUntilAsync(Func<bool> isSo)
    {
        var until = Time.GetUtcNow() + Most;
        await SettleAsync();
        while (!isSo())
        {
            Assert.True(Time.GetUtcNow() < until, $"it did not come until {Time.GetUtcNow():O}");
            await Time.StepAsync();
            await SettleAsync();
        }
    }

    /// <summary>Waits for something that may wait for the clock.</summary>
    public async Task EndAsync(Task ending)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!ending.IsCompleted && watch.Elapsed < Patience)
        {
            // Nobody may look any more: the scheduler stops.
            Time.Advance(Time.NextStep());
            await Task.Yield();
        }

        await ending.WaitAsync(TimeSpan.Zero);
    }

    public ValueTask DisposeAsync() => new(EndAsync(_services.DisposeAsync().AsTask()));

    // What was due is done, but for those that the test lets hang: a trigger says itself that its job runs.
    private async Task SettleAsync()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (await RunsAsync() || (_isServed && Get<Turns>().SinceKept > TimeSpan.FromSeconds(90)))
        {
            Assert.True(watch.Elapsed < Patience, "what was due did not end");
            await Task.Yield();
        }
    }

    private async Task<bool> RunsAsync()
    {
        var scheduler = await Get<SchedulerHome>().GetAsync(CancellationToken.None);
        foreach (var job in Get<Plan>().Wanted)
        {
            if (!Fired.Hanging.ContainsKey(job.Key.Name) && await scheduler.GetTriggerState(job.Trigger) is TriggerState.Executing or TriggerState.Blocked)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Keeps what was due.</summary>
internal sealed class FiredWatches : IWatchTrigger
{
    private readonly ConcurrentQueue<(string, DateTimeOffset)> _fired = new();

    /// <summary>What is done when a watch is due.</summary>
    public Func<string, DateTimeOffset, CancellationToken, Task> Do { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Those whose end nobody waits for.</summary>
    public ConcurrentDictionary<string, bool> Hanging { get; } = new(StringComparer.Ordinal);

    /// <summary>True while nothing is there.</summary>
    public bool IsEmpty => _fired.IsEmpty;

    public async Task FireAsync(string watchId, DateTimeOffset planned, CancellationToken cancellationToken)
    {
        await Do(watchId, planned, cancellationToken);
        _fired.Enqueue((watchId, planned));
    }

    public (string Watch, DateTimeOffset Planned)? TryNext() => _fired.TryDequeue(out var fired) ? fired : null;
}
