using DockerScan.Core;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Watching;

internal static partial class Log
{
    [LoggerMessage(EventId = 1221, Level = LogLevel.Information, Message = "Watch {Watch} of {Image}: a new result ({Reason}), scan {Scan}")]
    public static partial void Changed(ILogger logger, string watch, string image, WatchReason reason, ScanId scan);

    [LoggerMessage(EventId = 1222, Level = LogLevel.Warning, Message = "Watch {Watch} of {Image} could not be looked at {Failures} times in a row: {Reason}")]
    public static partial void Failing(ILogger logger, string watch, string image, int failures, string? reason);

    [LoggerMessage(EventId = 1223, Level = LogLevel.Information, Message = "Watch {Watch}: run of {Planned:u} ended: {Scanned} scanned, {Matched} matched, {Unchanged} unchanged, {Failed} not looked at")]
    public static partial void RunEnded(ILogger logger, string watch, DateTimeOffset planned, int scanned, int matched, int unchanged, int failed);

    [LoggerMessage(EventId = 1224, Level = LogLevel.Information, Message = "Watch {Watch}: run of {Planned:u} was left out, the one before it has not ended")]
    public static partial void Overtaken(ILogger logger, string watch, DateTimeOffset planned);

    [LoggerMessage(EventId = 1225, Level = LogLevel.Information, Message = "Watch {Watch}: the registry asks to wait; it is asked again in {Minutes} min")]
    public static partial void Waits(ILogger logger, string watch, int minutes);

    [LoggerMessage(EventId = 1226, Level = LogLevel.Information, Message = "Watch {Watch}: packages of scan {Scan} could not be compared ({Reason}), so the image is scanned")]
    public static partial void NotMatched(ILogger logger, string watch, ScanId scan, string? reason);

    [LoggerMessage(EventId = 1227, Level = LogLevel.Information, Message = "{Count} watches are planned")]
    public static partial void Planned(ILogger logger, int count);

    [LoggerMessage(EventId = 1228, Level = LogLevel.Warning, Message = "Watch {Watch}: run of {Planned:u} is given up")]
    public static partial void GivenUp(ILogger logger, string watch, DateTimeOffset planned);

    [LoggerMessage(EventId = 1230, Level = LogLevel.Information, Message = "Watch {Watch}: {Count} of its images did something new; a second run is planned for now")]
    public static partial void SecondPlanned(ILogger logger, string watch, int count);

    [LoggerMessage(EventId = 1231, Level = LogLevel.Information, Message = "Watch {Watch}: {Running} images run, {Added} of them are new, {Gone} run no more, {LeftOut} cannot be watched")]
    public static partial void Followed(ILogger logger, string watch, int running, int added, int gone, int leftOut);

    [LoggerMessage(EventId = 1229, Level = LogLevel.Information, Message = "Watch {Watch}: its time of {Planned:u} came while nothing served; it runs now, once")]
    public static partial void MadeUp(ILogger logger, string watch, DateTimeOffset planned);
}
