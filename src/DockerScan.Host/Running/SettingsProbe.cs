using DockerScan.Core.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Says which settings are in force, and which could not be used. The others were checked when the program started.</summary>
internal sealed class SettingsProbe(Settings settings) : IHealthProbe
{
    public string Part => "settings";

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>(
        [
            .. settings.LeftOut.Select(problem => new HealthReport(problem.Part, HealthStatus.Unhealthy, string.Join("; ", problem.Lines), NextStep)),
            settings.LeftOut.Count == 0
                ? new HealthReport("settings", HealthStatus.Healthy, "valid: " + string.Join(", then ", settings.Sources))
                : new HealthReport("settings", HealthStatus.Degraded, "in force without what is wrong: " + string.Join(", then ", settings.Sources), "the other lines are those of the settings in force"),
        ]);

    private const string NextStep = "set it right and start again; docs/configuration.md has every key";
}
