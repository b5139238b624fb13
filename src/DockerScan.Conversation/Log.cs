using DockerScan.Conversation.Requests;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "command {Command} by {RequestedBy}: {Outcome} after {Milliseconds:F0} ms (error {ErrorId})")]
    public static partial void CommandAudited(
        ILogger logger, string command, string requestedBy, CommandOutcome outcome, double milliseconds, string? errorId);

    [LoggerMessage(4002, LogLevel.Error, "command {Command} broke; the person was given error id {ErrorId}")]
    public static partial void CommandBroke(ILogger logger, string command, string errorId, Exception exception);

    [LoggerMessage(4003, LogLevel.Warning, "command {Command} ended with an expected failure: {Message}")]
    public static partial void CommandFailed(ILogger logger, string command, string message);

    [LoggerMessage(4004, LogLevel.Error, "the answer to command {Command} could not be delivered")]
    public static partial void AnswerLost(ILogger logger, string command, Exception exception);

    [LoggerMessage(4005, LogLevel.Error, "command {Command} could not be audited")]
    public static partial void AuditLost(ILogger logger, string command, Exception exception);

    [LoggerMessage(4007, LogLevel.Warning, "commands could not be written into the store's audit")]
    public static partial void AuditNotStored(ILogger logger, Exception exception);

    [LoggerMessage(4008, LogLevel.Warning, "{Count} commands are audited in this log only")]
    public static partial void AuditOnlyLogged(ILogger logger, int count);

    [LoggerMessage(4006, LogLevel.Error, "a health probe broke")]
    public static partial void ProbeBroke(ILogger logger, Exception exception);
}
