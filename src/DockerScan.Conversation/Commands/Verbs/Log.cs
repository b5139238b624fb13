using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Commands.Verbs;

internal static partial class Log
{
    [LoggerMessage(4006, LogLevel.Error, "a health probe broke")]
    public static partial void ProbeBroke(ILogger logger, Exception exception);
}
