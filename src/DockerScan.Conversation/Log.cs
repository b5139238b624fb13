using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation;

internal static partial class Log
{
    [LoggerMessage(4002, LogLevel.Error, "command {Command} broke; the person was given error id {ErrorId}")]
    public static partial void CommandBroke(ILogger logger, string command, string errorId, Exception exception);

    [LoggerMessage(4003, LogLevel.Warning, "command {Command} ended with an expected failure: {Message}")]
    public static partial void CommandFailed(ILogger logger, string command, string message);

    [LoggerMessage(4004, LogLevel.Error, "the answer to command {Command} could not be delivered")]
    public static partial void AnswerLost(ILogger logger, string command, Exception exception);

    [LoggerMessage(4005, LogLevel.Error, "command {Command} could not be audited")]
    public static partial void AuditLost(ILogger logger, string command, Exception exception);
}
