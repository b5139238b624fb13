using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Work;

internal static partial class Log
{
    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "{Item}: the lease was lost, the work is left to whoever has it now")]
    public static partial void LeaseLost(ILogger logger, string item);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "{Item}: the lease could not be renewed")]
    public static partial void RenewalBroke(ILogger logger, Exception exception, string item);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message = "{Item} could not be given back; it is claimed again when its lease is over")]
    public static partial void GiveBackBroke(ILogger logger, Exception exception, string item);

    [LoggerMessage(EventId = 1204, Level = LogLevel.Error, Message = "Work on {What} stopped for a while")]
    public static partial void LoopBroke(ILogger logger, Exception exception, string what);
}
