using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;

namespace DockerScan.Engine.Alerting;

/// <summary>Brings what a dead process left, and what waited for others, as long as the host runs.</summary>
public sealed class AlertService : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AcceptedPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ExpiryPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);

    private readonly AlertRelay _relay;
    private readonly ExpiredAcceptances _expired;
    private readonly AcceptedAlerts _accepted;
    private readonly WeeklySummaries _weekly;
    private readonly IAlertStore _store;
    private readonly WorkLoop _loop;
    private readonly TimeProvider _time;

    internal AlertService(
        AlertRelay relay, ExpiredAcceptances expired, AcceptedAlerts accepted, WeeklySummaries weekly, IAlertStore store, WorkLoop loop, TimeProvider time)
        => (_relay, _expired, _accepted, _weekly, _store, _loop, _time) = (relay, expired, accepted, weekly, store, loop, time);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        await Task.WhenAll(
            _loop.RunAsync("alerts", RelayAsync, stoppingToken), _loop.RunAsync("alerts:expired", ExpireAsync, stoppingToken), _loop.RunAsync("alerts:accepted", AcceptAsync, stoppingToken),
            _loop.RunAsync("alerts:weekly", SumUpAsync, stoppingToken), _loop.RunAsync("alerts:prune", PruneAsync, stoppingToken));
    }

    private async Task<TimeSpan> RelayAsync(CancellationToken cancellationToken) => await _relay.RunAsync(cancellationToken) > 0 ? TimeSpan.Zero : Pause;

    private async Task<TimeSpan> ExpireAsync(CancellationToken cancellationToken)
    {
        await _expired.RunAsync(cancellationToken);
        return ExpiryPause;
    }

    private async Task<TimeSpan> AcceptAsync(CancellationToken cancellationToken)
    {
        await _accepted.RunAsync(cancellationToken);
        return AcceptedPause;
    }

    private async Task<TimeSpan> SumUpAsync(CancellationToken cancellationToken)
    {
        await _weekly.RunAsync(cancellationToken);
        return ExpiryPause;
    }

    private async Task<TimeSpan> PruneAsync(CancellationToken cancellationToken)
    {
        await _store.PruneAsync(_time.GetUtcNow(), cancellationToken);
        return PruneInterval;
    }
}
