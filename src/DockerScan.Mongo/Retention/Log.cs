using Microsoft.Extensions.Logging;

namespace DockerScan.Mongo.Retention;

internal static partial class Log
{
    [LoggerMessage(5121, LogLevel.Information, "{Retired} scans older than {Days} days are put away, to be removed after an hour; {Removed} were removed, {Back} were brought back, because something refers to them")]
    public static partial void Removed(ILogger logger, int retired, int days, int removed, int back);
}
