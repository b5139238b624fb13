using DockerScan.Core.Scanners;
using DockerScan.Core.Stores;
using DockerScan.Scheduling.Planning;
using DockerScan.Scheduling.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DockerScan.Scheduling;

/// <summary>Runs the scheduler as long as the program stays, and looks after it once a minute from outside.</summary>
public sealed class SchedulerService : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private readonly SchedulerHome _home;
    private readonly Plan _plan;
    private readonly Turns _turns;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILogger<SchedulerService> _logger;

    /// <summary>Makes it of what AddScheduling registers.</summary>
    public SchedulerService(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
        (_home, _plan, _turns) = (services.GetRequiredService<SchedulerHome>(), services.GetRequiredService<Plan>(), services.GetRequiredService<Turns>());
        (_time, _logger) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<SchedulerService>>());
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await PutAsync<TickJob>("tick", UpkeepTimes.Tick, cancellationToken);
        if (_services.GetServices<IRetention>().Any())
        {
            await PutAsync<RetentionJob>("retention", UpkeepTimes.Retention, cancellationToken);
        }

        if (_services.GetService<IDatabaseRefresh>() is not null)
        {
            await PutAsync<RefreshJob>("databases", UpkeepTimes.Refresh(Environment.MachineName), cancellationToken);
        }

        await _home.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _home.StopAsync(cancellationToken);
    }

    private Task PutAsync<T>(string name, string cron, CancellationToken cancellationToken)
        where T : IJob
        => _plan.PutAsync(new PlannedJob(new JobKey(name, PlannedJob.Upkeep), typeof(T), cron, "UTC", IsPaused: false), cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                _turns.Kept(await _plan.MendAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The boundary: the next turn tries again, and without one the sign of life falls silent.
                Log.KeepBroke(_logger, e);
            }
        }
    }
}
