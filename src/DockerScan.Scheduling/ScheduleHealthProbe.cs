using DockerScan.Core.Health;
using DockerScan.Scheduling.Planning;
using DockerScan.Scheduling.Upkeep;

namespace DockerScan.Scheduling;

/// <summary>Says whether the plan of watches is worked on in this process.</summary>
internal sealed class ScheduleHealthProbe(Plan plan, Turns turns) : IHealthProbe
{
    private const string Name = "schedules";
    private const string NextStep = "restart the service, and look at the log";

    public string Part => Name;

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<HealthReport>>([Report()]);

    private HealthReport Report()
    {
        if (!turns.HasStarted)
        {
            return new HealthReport(Name, HealthStatus.Healthy, "watches run in serve and chat, not in this process");
        }

        if (!turns.Tick || !turns.AreKept)
        {
            return new HealthReport(Name, HealthStatus.Unhealthy, "the scheduler stands still, and no watch runs", NextStep);
        }

        var watches = plan.Wanted.Where(job => job.Key.Group == PlannedJob.Watches).ToList();
        var (planned, paused) = (watches.Count, watches.Count(job => job.IsPaused));
        return turns.Mended == 0
            ? new HealthReport(Name, HealthStatus.Healthy, FormattableString.Invariant($"{planned} watches planned, {paused} of them paused"))
            : new HealthReport(
                Name, HealthStatus.Healthy, FormattableString.Invariant($"{planned} watches planned, {paused} of them paused; {turns.Mended} triggers had stopped and were set going again"));
    }
}
