using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Accepting;

internal static partial class Log
{
    [LoggerMessage(EventId = 1501, Level = LogLevel.Error, Message = "The acceptances could not be read; the verdict of scan {Scan} is shown without any")]
    public static partial void AcceptancesUnread(ILogger logger, ScanId scan, Exception exception);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Warning, Message = "The image below could not be looked for; a result is shown without it")]
    public static partial void BaseNotLookedFor(ILogger logger, Exception exception);
}
