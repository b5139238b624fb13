using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Commands.Verbs;

internal static partial class Log
{
    [LoggerMessage(4009, LogLevel.Error, "scan {Scan}: its verdict could not be shown; the person was given error id {ErrorId}")]
    public static partial void VerdictLost(ILogger logger, ScanId scan, string errorId, Exception exception);

    [LoggerMessage(4010, LogLevel.Warning, "scan {Scan}: too many cards are followed; the outbox shows the verdict of this one")]
    public static partial void TooManyFollowed(ILogger logger, ScanId scan);
}
