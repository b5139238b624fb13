using Microsoft.Extensions.Logging;

namespace DockerScan.Discord;

// Never a token, a path of the API (interaction tokens stand in it) or a person's text.
internal static partial class Log
{
    [LoggerMessage(4301, LogLevel.Information, "Discord: connected, {How}")]
    public static partial void Connected(ILogger logger, string how);

    [LoggerMessage(4302, LogLevel.Warning, "Discord: connection ended ({Reason}); next: {Next}, in {Delay}")]
    public static partial void Disconnected(ILogger logger, string reason, string next, TimeSpan delay);

    [LoggerMessage(4303, LogLevel.Error, "Discord: stopped for good: {Reason}")]
    public static partial void Stopped(ILogger logger, string reason);

    [LoggerMessage(4304, LogLevel.Warning, "Discord: {Route} failed ({Problem}); trying again in {Delay}")]
    public static partial void Retrying(ILogger logger, string route, string problem, TimeSpan delay);

    [LoggerMessage(4306, LogLevel.Warning, "Discord: a command was not taken: {Reason}")]
    public static partial void NotTaken(ILogger logger, string reason);

    [LoggerMessage(4307, LogLevel.Error, "Discord: a command broke outside of its router")]
    public static partial void CommandBroke(ILogger logger, Exception exception);

    [LoggerMessage(4308, LogLevel.Information, "Discord: {Count} commands registered in {Scope}")]
    public static partial void Registered(ILogger logger, int count, string scope);

    [LoggerMessage(4309, LogLevel.Error, "Discord: the commands could not be registered: {Problem}")]
    public static partial void NotRegistered(ILogger logger, string problem);

    [LoggerMessage(4310, LogLevel.Warning, "Discord: a request to the endpoint was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);
}
