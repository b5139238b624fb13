using DockerScan.Core;
using DockerScan.Core.Health;

namespace DockerScan.Docker.Connection;

/// <summary>Says whether the engine answers, and which one it is.</summary>
internal sealed class DockerHealthProbe(DockerConnection connection) : IHealthProbe
{
    private const string Name = "engine";

    public string Part => Name;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await connection.CallAsync("ask its version", (client, token) => client.System.GetVersionAsync(token), cancellationToken);
            var detail = DisplayText.Clean($"Docker Engine {version.Version} (API {version.APIVersion}, {version.Os}/{version.Arch})", 200);
            return version.Os is "linux"
                ? [new HealthReport(Name, HealthStatus.Healthy, detail) { Place = connection.Address }]
                : [new HealthReport(Name, HealthStatus.Unhealthy, detail, "use an engine that runs Linux containers")];
        }
        catch (EngineException exception)
        {
            return [new HealthReport(
                Name, HealthStatus.Unhealthy, exception.Failure.Message, "start the Docker engine, or point DOCKER_HOST (or Docker:Host) at one; run.sh can install one on Debian and Ubuntu")];
        }
    }
}
