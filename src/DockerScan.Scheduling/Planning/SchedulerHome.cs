using DockerScan.Core.Scanners;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DockerScan.Scheduling.Planning;

/// <summary>
/// The scheduler: made when somebody first needs it, with a container of its own, so that what its jobs are built from is there before the
/// first one is due. It keeps everything in memory.
/// </summary>
internal sealed class SchedulerHome(IServiceProvider services, TimeProvider time, ILoggerFactory logs, Turns turns, ILogger<SchedulerHome> logger) : IAsyncDisposable
{
    // A job writes down that something is due; one at a time a store can take anyway.
    private const int MaxJobs = 4;

    // A clock that was put forward goes unnoticed so long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;

    /// <summary>The scheduler.</summary>
    public async ValueTask<IScheduler> GetAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is { } there)
        {
            return there;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            _factory ??= QuartzSchedulerBuilder.Create(Configure).Build();
            return _scheduler ??= await _factory.GetScheduler(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Lets it run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await (await GetAsync(cancellationToken)).Start(cancellationToken);
        turns.Started();
    }

    /// <summary>Tells what runs to stop, and waits for it a bounded time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Once: whoever stops it first ends it.
        if (Interlocked.Exchange(ref _scheduler, null) is not { } scheduler)
        {
            return;
        }

        try
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken).AsTask().WaitAsync(StopLimit, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.StopLate(logger, StopLimit.TotalSeconds);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        if (_factory is { } factory)
        {
            await factory.DisposeAsync();
        }

        _one.Dispose();
    }

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.UseTimeProvider(time);
        quartz.UseInMemoryStore();
        quartz.UseDefaultThreadPool(MaxJobs);
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "DockerScan";
            scheduler.IdleWaitTime = LongestWait;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.Services.AddSingleton(logs);
        quartz.Services.AddSingleton(turns);
        quartz.Services.AddSingleton(services.GetRequiredService<Ping>());
        if (services.GetService<IWatchTrigger>() is { } trigger)
        {
            quartz.Services.AddSingleton(new DueWatches(trigger, logs.CreateLogger<DueWatches>()));
        }

        foreach (var retention in services.GetServices<IRetention>())
        {
            quartz.Services.AddSingleton(retention);
        }

        if (services.GetService<IDatabaseRefresh>() is { } refresh)
        {
            quartz.Services.AddSingleton(refresh);
        }
    }
}
