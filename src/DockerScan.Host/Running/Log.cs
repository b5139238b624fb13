using DockerScan.Core;

namespace DockerScan.Host.Running;

internal static partial class Log
{
    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Scan {Scan}: no link to its report could be made")]
    public static partial void LinkLost(ILogger logger, Exception exception, ScanId scan);

    [LoggerMessage(EventId = 2010, Level = LogLevel.Warning, Message = "The report of scan {Scan} was not printed")]
    public static partial void NotPrinted(ILogger logger, Exception exception, ScanId scan);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "The old reports of scan {Scan} could not be removed ({Reason})")]
    public static partial void ReportsStay(ILogger logger, ScanId scan, string reason);
}
