using Microsoft.Extensions.Logging;

namespace DockerScan.Scanners.Sandbox;

internal static partial class Log
{
    [LoggerMessage(4401, LogLevel.Error, "a sandbox could not be removed; what is left of it is swept at the next start")]
    public static partial void NotRemoved(this ILogger logger, Exception exception);
}
