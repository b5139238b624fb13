using DockerScan.Core.Health;
using DockerScan.Engine.Health;

namespace DockerScan.Host.Running;

/// <summary>Asks the parts again and again in the background, so that whoever wants to know gets an answer at once, also while the machine is busy.</summary>
internal sealed class HealthMonitor(HealthCheckup checkup, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private volatile HealthSnapshot? _latest;

    /// <summary>The last answers; null before the first.</summary>
    public HealthSnapshot? Latest => _latest;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            var parts = await checkup.RunAsync(Limit, stoppingToken);
            _latest = new HealthSnapshot(parts, time.GetUtcNow());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

/// <summary>How the parts were.</summary>
/// <param name="Parts">One report per part.</param>
/// <param name="CheckedAt">When they were asked.</param>
internal sealed record HealthSnapshot(IReadOnlyList<HealthReport> Parts, DateTimeOffset CheckedAt);
