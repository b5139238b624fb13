using System.Globalization;
using DockerScan.Core.Health;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>The server that compares known content. A scan does without, so that none is never unhealthy.</summary>
internal sealed class TrivyServerHealthProbe(
    IOptions<TrivyOptions> options, TrivyToolLocator locator, DatabaseProvider databases, ITrivyServerFinder servers, TrivyServerAlarm alarm, ITrivyRpc rpc, TimeProvider time) : IHealthProbe
{
    private const string Name = "trivy server";
    private const long MiB = 1024 * 1024;

    /// <inheritdoc/>
    public string Part => Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await locator.LocateAsync(cancellationToken)).Tool is { } tool ? [await ProbeAsync(tool, cancellationToken)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The program's own line says so.
            return [];
        }
    }

    private async Task<HealthReport> ProbeAsync(TrivyTool tool, CancellationToken cancellationToken)
    {
        var choice = databases.Choose();
        if (servers.Find(tool, choice).Server is { } server)
        {
            return await rpc.IsHealthyAsync(server.Port, cancellationToken) ? new HealthReport(Name, HealthStatus.Healthy, Describe(server, tool, choice.Database))
                : new HealthReport(Name, HealthStatus.Degraded, $"process {Text(server.ProcessId)} does not answer; scans run the command", "none: serve and chat replace it");
        }

        return alarm.Problem is { } problem
            ? new HealthReport(Name, HealthStatus.Degraded, $"not running: {problem}; scans run the command", "mend what it says; it is tried again by itself")
            : new HealthReport(Name, HealthStatus.Healthy, options.Value.KeepServer ? "none for this program and database now; serve and chat keep one" : "not kept (Trivy:KeepServer)");
    }

    private string Describe(TrivyServerState server, TrivyTool tool, TrivyDatabase database)
    {
        var age = database.UpdatedAt is { } at ? $", database {DatabaseInspector.Age(time.GetUtcNow() - at)} old" : string.Empty;
        var memory = LinuxProcess.OwnBytes(server.ProcessId) is { } bytes ? $", {Text(bytes / MiB)} MiB" : string.Empty;
        return $"running, process {Text(server.ProcessId)} on 127.0.0.1:{Text(server.Port)}, version {TrivyAge.Name(tool)}{age}{memory}";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
