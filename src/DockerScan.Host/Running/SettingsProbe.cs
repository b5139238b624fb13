using DockerScan.Core.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Says which settings are in force. That they are valid was checked when the program started.</summary>
internal sealed class SettingsProbe(Settings settings) : IHealthProbe
{
    public string Part => "settings";

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>(
            [new HealthReport("settings", HealthStatus.Healthy, "valid: " + string.Join(", then ", settings.Sources))]);
}
