using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Alerting;

internal static partial class Log
{
    [LoggerMessage(EventId = 1241, Level = LogLevel.Information, Message = "Watch {Watch} of {Image}: a new result ({Reason}), scan {Scan}")]
    public static partial void Changed(ILogger logger, string watch, string image, WatchReason reason, ScanId scan);

    [LoggerMessage(EventId = 1242, Level = LogLevel.Warning, Message = "Watch {Watch} of {Image} could not be looked at {Failures} times in a row: {Reason}")]
    public static partial void Failing(ILogger logger, string watch, string image, int failures, string? reason);

    [LoggerMessage(EventId = 1243, Message = "Watch {Watch} of {Image}: {Kind}: {Added} new, {Raised} worse; alert {Alert}")]
    public static partial void Made(ILogger logger, LogLevel level, string watch, string image, AlertKind kind, int added, int raised, ScanId alert);

    [LoggerMessage(EventId = 1244, Level = LogLevel.Warning, Message = "Alerts could not be brought to the outbox; the loop tries again")]
    public static partial void NotRelayed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1246, Level = LogLevel.Information, Message = "The weekly summary of {Count} watches is owed to {Platform} {Channel}")]
    public static partial void Weekly(ILogger logger, string platform, string channel, int count);

    [LoggerMessage(EventId = 1247, Level = LogLevel.Information, Message = "Watch {Watch}: what waited for {Moment:u} is told together with that of others")]
    public static partial void Waited(ILogger logger, string watch, DateTimeOffset moment);

    [LoggerMessage(EventId = 1245, Level = LogLevel.Information, Message = "Watch {Watch}: what database {Database} brought is told together with that of other watches")]
    public static partial void Gathered(ILogger logger, string watch, string database);
}
