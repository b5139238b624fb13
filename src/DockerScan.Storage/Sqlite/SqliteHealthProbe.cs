using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Ports;

namespace DockerScan.Storage.Sqlite;

internal sealed class SqliteHealthProbe(IScanStore store, SqliteDatabase database) : IHealthProbe
{
    private const string Part = "store";

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.InitializeAsync(cancellationToken);
            var depth = await store.GetDepthAsync(cancellationToken);
            var kib = new FileInfo(database.Path).Length / 1024;
            return [new HealthReport(Part, HealthStatus.Healthy, string.Create(
                CultureInfo.InvariantCulture, $"SQLite, schema {SqliteSchema.Version}, {kib} KiB, {depth.Queued} queued, {depth.Running} running, {database.Path}"))];
        }
        catch (EngineException e)
        {
            return [new HealthReport(Part, HealthStatus.Unhealthy, e.Failure.Message, "see Storage:Path in docs/configuration.md")];
        }
    }
}
