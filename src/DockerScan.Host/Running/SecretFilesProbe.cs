using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Tells of secrets' files that everybody on the machine can read. Those that others can write were refused at the start.</summary>
internal sealed class SecretFilesProbe(Settings settings) : IHealthProbe
{
    public string Part => "secret files";

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>(
            [.. SecretFiles.FindExposed(settings).Select(each => new HealthReport("secret files", HealthStatus.Degraded, each.Problem, "take the rights of all others away: chmod 600") { Place = DisplayText.Clean(each.File, 200) })]);
}
