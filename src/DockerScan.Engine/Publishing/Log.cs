using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Publishing;

internal static partial class Log
{
    [LoggerMessage(EventId = 1211, Level = LogLevel.Warning, Message = "Scan {Scan}: that its result changed could not be said; its cards find it within a minute")]
    public static partial void NotSaid(ILogger logger, Exception exception, ScanId scan);
}
