using Microsoft.Extensions.Logging;

namespace DockerScan.Slack;

internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Warning, "Slack's {Method} failed ({Code}); trying again in {Wait}")]
    public static partial void Retrying(ILogger logger, string method, string code, TimeSpan wait);

    [LoggerMessage(5103, LogLevel.Error, "a file for Slack could not be delivered: {Method} failed ({Code})")]
    public static partial void FileLost(ILogger logger, string method, string code);

    [LoggerMessage(5104, LogLevel.Warning, "Slack connection {Connection} ended ({Reason}); connecting again in {Wait}")]
    public static partial void Reconnecting(ILogger logger, int connection, string reason, TimeSpan wait);

    [LoggerMessage(5105, LogLevel.Information, "Slack connection {Connection} is open")]
    public static partial void Connected(ILogger logger, int connection);

    [LoggerMessage(5106, LogLevel.Error, "Slack connection {Connection} is given up: {Reason}")]
    public static partial void GivenUp(ILogger logger, int connection, string reason);

    [LoggerMessage(5107, LogLevel.Warning, "a Slack request was refused: {Reason}")]
    public static partial void RequestRefused(ILogger logger, string reason);

    [LoggerMessage(5108, LogLevel.Error, "Slack refuses the bot: {Code}")]
    public static partial void NotTaken(ILogger logger, string code);

    [LoggerMessage(5109, LogLevel.Warning, "a Slack frame was passed over: {Reason}")]
    public static partial void FrameIgnored(ILogger logger, string reason);

    [LoggerMessage(5111, LogLevel.Warning, "Slack does not answer ({Code}); it is tried again every half minute at least, which is not said each time: {NextStep}")]
    public static partial void Away(ILogger logger, string code, string nextStep);

    [LoggerMessage(5110, LogLevel.Error, "a Slack command broke outside its router")]
    public static partial void CommandBroke(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 5112, Level = LogLevel.Warning, Message = "It was not looked for whether a message of an earlier try is there, so it may be there twice: {Method}: {Reason}")]
    public static partial void NotLookedFor(ILogger logger, string method, string reason);
}
