using Microsoft.Extensions.Logging;

namespace DockerScan.Mongo.Scans;

internal static partial class Log
{
    [LoggerMessage(5051, LogLevel.Information, "The store was brought from schema {Before} to {After}")]
    public static partial void Migrated(ILogger logger, int before, int after);
}
