using System.Threading.Channels;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Planning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scheduling.Tests;

/// <summary>The scheduler as it is put together, on a clock that stands still until it is moved.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);
    private const int MostSteps = 250;

    private readonly ServiceProvider _services;

    public Bench(string now, Action<IServiceCollection>? more = null)
    {
        Time = new FakeTimeProvider(At(now));
        var services = new ServiceCollection();
        services.AddOptions<ScheduleOptions>();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IWatchTrigger>(Fired);
        services.AddSingleton(new SchedulerBounds { LongestWait = TimeSpan.FromSeconds(1) });
        services.AddScheduling();
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public FiredWatches Fired { get; } = new();

    public IWatchPlan Plan => Get<IWatchPlan>();

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    public Task StartAsync() => Get<SchedulerHome>().StartAsync(TestContext.Current.CancellationToken);

    public Task PutAsync(string watch, string cron, string zone = "UTC", bool paused = false)
        => Plan.PutAsync(watch, new WatchSchedule(cron, cron, zone), paused, TestContext.Current.CancellationToken);

    /// <summary>The next firing. The clock is moved on in small steps until there is one: the scheduler looks at it only so often.</summary>
    public async Task<(string Watch, DateTimeOffset Planned)> NextAsync()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (await Fired.TryNextAsync(Look) is { } fired)
            {
                return fired;
            }

            Time.Advance(Step);
        }

        throw new TimeoutException($"nothing was due until {Time.GetUtcNow():O}");
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_services.DisposeAsync().AsTask());
    }

    /// <summary>Waits for something that may wait for the clock.</summary>
    public async Task EndAsync(Task ending)
    {
        for (var step = 0; step < MostSteps && !ending.IsCompleted; step++)
        {
            Time.Advance(Step);
            await Task.WhenAny(ending, Task.Delay(Look));
        }

        await ending.WaitAsync(TimeSpan.FromSeconds(10));
    }
}

/// <summary>Keeps what was due.</summary>
internal sealed class FiredWatches : IWatchTrigger
{
    private readonly Channel<(string, DateTimeOffset)> _fired = Channel.CreateUnbounded<(string, DateTimeOffset)>();

    /// <summary>What is done when a watch is due.</summary>
    public Func<string, DateTimeOffset, CancellationToken, Task> Do { get; set; } = (_, _, _) => Task.CompletedTask;

    public async Task FireAsync(string watchId, DateTimeOffset planned, CancellationToken cancellationToken)
    {
        await Do(watchId, planned, cancellationToken);
        _fired.Writer.TryWrite((watchId, planned));
    }

    public async Task<(string Watch, DateTimeOffset Planned)?> TryNextAsync(TimeSpan limit)
    {
        using var over = new CancellationTokenSource(limit);
        try
        {
            return await _fired.Reader.ReadAsync(over.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What is there already.</summary>
    public bool IsEmpty => !_fired.Reader.TryPeek(out _);
}
