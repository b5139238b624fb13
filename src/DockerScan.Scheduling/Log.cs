using Microsoft.Extensions.Logging;

namespace DockerScan.Scheduling;

internal static partial class Log
{
    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "Watch {Watch} is due ({Planned:yyyy-MM-ddTHH:mmK}) and could not be told so; it is tried again")]
    public static partial void FireBroke(ILogger logger, Exception exception, string watch, DateTimeOffset planned);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "The trigger of watch {Watch} had stopped and was set going again")]
    public static partial void TriggerMended(ILogger logger, string watch);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "Watch {Watch} was planned for {Planned:yyyy-MM-ddTHH:mmK}, later than it should be: the clock was changed; planned anew")]
    public static partial void TriggerLate(ILogger logger, string watch, DateTimeOffset? planned);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Error, Message = "The plan of watches could not be looked through; it is tried again in a minute")]
    public static partial void KeepBroke(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2205, Level = LogLevel.Warning, Message = "The sign of life to {Host} fails: {Problem}")]
    public static partial void PingFailed(ILogger logger, string host, string problem);

    [LoggerMessage(EventId = 2206, Level = LogLevel.Information, Message = "The sign of life to {Host} is taken again")]
    public static partial void PingTaken(ILogger logger, string host);

    [LoggerMessage(EventId = 2207, Level = LogLevel.Warning, Message = "The scheduler did not stop within {Seconds} s; what runs is left")]
    public static partial void StopLate(ILogger logger, double seconds);
}
