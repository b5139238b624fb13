using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Health;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Database;

/// <summary>Reports the store's schema, size and the room left on its disk.</summary>
internal sealed class SqliteStoreProbe(SqliteDatabase database, DiskSpace disk) : IHealthProbe
{
    private const string Part = "store";
    private const long GiB = 1L << 30;
    private const double MiB = 1 << 20;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Looking must not make the file.
            return File.Exists(database.FilePath)
                ? [Report(await database.RunAsync(Look, cancellationToken))]
                : [new HealthReport(Part, HealthStatus.Degraded, $"{database.FilePath} is not there yet", "it is made when a scan or the service starts")];
        }
        catch (EngineException e)
        {
            return [new HealthReport(Part, HealthStatus.Unhealthy, $"{database.FilePath}: {e.Failure.Message}", "see Storage:Path")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [new HealthReport(Part, HealthStatus.Unhealthy, $"{database.FilePath}: {DisplayText.Clean(e.Message, 200)}", "check Storage:Path and its permissions")];
        }
    }

    private static int Look(SqliteConnection connection) => SqliteSchema.ReadVersion(connection);

    private HealthReport Report(int version)
    {
        var free = disk.GetFreeBytes(Path.GetDirectoryName(database.FilePath)!);
        var size = new FileInfo(database.FilePath).Length;
        var detail = string.Create(
            CultureInfo.InvariantCulture, $"{database.FilePath}, schema {version}, {size / MiB:F1} MiB, {free / MiB:F0} MiB free on its disk");
        return (version, free) switch
        {
            ( > SqliteSchema.Current, _) => new HealthReport(
                Part, HealthStatus.Unhealthy, $"{detail}; this program knows up to schema {SqliteSchema.Current}", "use the newer program that made it, or another Storage:Path"),
            (_, < GiB) => new HealthReport(Part, HealthStatus.Degraded, detail, "free at least 1 GiB on this disk"),
            ( < SqliteSchema.Current, _) => new HealthReport(Part, HealthStatus.Degraded, detail, "its schema is older; it is brought up to date at the next start"),
            _ => new HealthReport(Part, HealthStatus.Healthy, detail),
        };
    }
}
