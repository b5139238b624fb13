using DockerScan.Conversation.Requests;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Audit;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "command {Command} by {RequestedBy}: {Outcome} after {Milliseconds:F0} ms (error {ErrorId})")]
    public static partial void CommandAudited(
        ILogger logger, string command, string requestedBy, CommandOutcome outcome, double milliseconds, string? errorId);

    [LoggerMessage(4007, LogLevel.Warning, "commands could not be written into the store's audit")]
    public static partial void AuditNotStored(ILogger logger, Exception exception);

    [LoggerMessage(4008, LogLevel.Warning, "{Count} commands are audited in this log only")]
    public static partial void AuditOnlyLogged(ILogger logger, int count);
}
