using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Pipeline;

internal static partial class Log
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Scanner {Scanner} broke, error id {ErrorId}")]
    public static partial void ScannerBroke(ILogger logger, Exception exception, string scanner, string errorId);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "The pulled image {Image} could not be removed")]
    public static partial void PulledImageStays(ILogger logger, Exception exception, string image);
}
