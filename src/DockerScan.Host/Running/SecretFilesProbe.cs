using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Tells of secrets' files that everybody on the machine can read. Those that others can write were refused at the start.</summary>
internal sealed class SecretFilesProbe(Settings settings) : IHealthProbe
{
    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>(
            [.. SecretFiles.FindExposed(settings).Select(each => new HealthReport("secret files", HealthStatus.Degraded, each.Problem, "type: chmod 600 " + DisplayText.Clean(each.File, 200)))]);
}
