using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Health;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Database;

/// <summary>Reports the store's schema, size and the room left on its disk.</summary>
internal sealed class SqliteStoreProbe(SqliteDatabase database, DiskSpace disk) : IHealthProbe
{
    private const string Name = "store";

    public string Part => Name;
    private const long GiB = 1L << 30;
    private const double MiB = 1 << 20;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Looking must not make the file.
            return File.Exists(database.FilePath)
                ? [Report(await database.RunAsync(Look, cancellationToken))]
                : [new HealthReport(Name, HealthStatus.Degraded, "it is not there yet", "it is made when a scan or the service starts") { Place = database.FilePath }];
        }
        catch (EngineException e)
        {
            return [new HealthReport(Name, HealthStatus.Unhealthy, e.Failure.Message, "see Storage:Path") { Place = database.FilePath }];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [new HealthReport(Name, HealthStatus.Unhealthy, DisplayText.Clean(e.Message, 200), "check Storage:Path and its permissions") { Place = database.FilePath }];
        }
    }

    private static int Look(SqliteConnection connection) => SqliteSchema.ReadVersion(connection);

    private HealthReport Report(int version) => Judge(version) with { Place = database.FilePath };

    private HealthReport Judge(int version)
    {
        var free = disk.GetFreeBytes(Path.GetDirectoryName(database.FilePath)!);
        var size = new FileInfo(database.FilePath).Length;
        var detail = string.Create(
            CultureInfo.InvariantCulture, $"schema {version}, {size / MiB:F1} MiB, {(double)free / GiB:F1} GiB free on its disk");
        return (version, free) switch
        {
            ( > SqliteSchema.Current, _) => new HealthReport(
                Name, HealthStatus.Unhealthy, $"{detail}; this program knows up to schema {SqliteSchema.Current}", "use the newer program that made it, or another Storage:Path"),
            (_, < GiB) => new HealthReport(Name, HealthStatus.Degraded, detail, "free at least 1 GiB on this disk"),
            ( < SqliteSchema.Current, _) => new HealthReport(Name, HealthStatus.Degraded, detail, "its schema is older; it is brought up to date at the next start"),
            _ => new HealthReport(Name, HealthStatus.Healthy, detail),
        };
    }
}
