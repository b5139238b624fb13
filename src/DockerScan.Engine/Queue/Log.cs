using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Queue;

internal static partial class Log
{
    private static readonly Func<ILogger, string, IDisposable?> Scan = LoggerMessage.DefineScope<string>("scan {Scan}");

    /// <summary>Whatever is logged within it is of this scan.</summary>
    public static IDisposable? OfScan(ILogger logger, ScanId scan) => Scan(logger, scan.Value);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Scan {Scan} claimed, attempt {Attempt}")]
    public static partial void Claimed(ILogger logger, ScanId scan, int attempt);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Scan {Scan}: the lease was lost, its result is left to the other worker")]
    public static partial void LeaseLost(ILogger logger, ScanId scan);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "Scan {Scan} broke, error id {ErrorId}")]
    public static partial void ScanBroke(ILogger logger, Exception exception, ScanId scan, string errorId);

    [LoggerMessage(EventId = 1107, Level = LogLevel.Information, Message = "{Count} containers of ended scans removed")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(EventId = 1108, Level = LogLevel.Warning, Message = "Leftover containers could not be looked for: {Reason}")]
    public static partial void SweepBroke(ILogger logger, string reason);

    [LoggerMessage(EventId = 1109, Level = LogLevel.Information, Message = "{Count} scans of a worker that was killed are free again")]
    public static partial void Freed(ILogger logger, int count);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "Scan {Scan}: its captured frames could not be kept")]
    public static partial void CaptureNotKept(ILogger logger, Exception exception, ScanId scan);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Error, Message = "Scan {Scan} is given up: {Losses} workers ended while they scanned it")]
    public static partial void Buried(ILogger logger, ScanId scan, int losses);

    [LoggerMessage(EventId = 1111, Level = LogLevel.Warning, Message = "Scan {Scan}: when its digest was first seen could not be kept")]
    public static partial void DigestNotKept(ILogger logger, Exception exception, ScanId scan);
}
