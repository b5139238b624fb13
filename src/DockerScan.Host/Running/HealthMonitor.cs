using DockerScan.Core.Health;
using DockerScan.Engine.Health;

namespace DockerScan.Host.Running;

/// <summary>Asks the parts again and again in the background, so that whoever wants to know gets an answer at once, also while the machine is busy.</summary>
internal sealed class HealthMonitor(HealthCheckup checkup, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // Several looks that took as long as they may.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private volatile HealthSnapshot? _latest;
    private long _lookedAt = time.GetTimestamp();

    /// <summary>The last answers; null before the first.</summary>
    public HealthSnapshot? Latest => _latest;

    /// <summary>False when it has not looked for three minutes, and so nothing of this process may be going on.</summary>
    public bool IsTurning => time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < Patience;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            var parts = await checkup.RunAsync(Limit, stoppingToken);
            _latest = new HealthSnapshot(parts, time.GetUtcNow());
            Volatile.Write(ref _lookedAt, time.GetTimestamp());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

/// <summary>How the parts were.</summary>
/// <param name="Parts">One report per part.</param>
/// <param name="CheckedAt">When they were asked.</param>
internal sealed record HealthSnapshot(IReadOnlyList<HealthReport> Parts, DateTimeOffset CheckedAt);
