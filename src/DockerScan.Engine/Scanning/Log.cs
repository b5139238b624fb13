using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Scanning;

internal static partial class Log
{
    [LoggerMessage(EventId = 1113, Level = LogLevel.Warning, Message = "Scan {Scan}: runs of watches that wait for it could not be woken, and look later")]
    public static partial void WatchNotWoken(ILogger logger, Exception exception, ScanId scan);
}
