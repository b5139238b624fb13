using Microsoft.Extensions.Logging;

namespace DockerScan.Sqlite.Retention;

internal static partial class Log
{
    [LoggerMessage(5021, LogLevel.Information, "{Count} scans older than {Days} days were removed; {Left} stay, because something else refers to them")]
    public static partial void Removed(ILogger logger, int count, int days, int left);
}
