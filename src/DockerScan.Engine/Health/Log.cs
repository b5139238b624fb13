using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Health;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error, "Health probe {Probe} broke, error id {ErrorId}")]
    public static partial void ProbeBroke(ILogger logger, Exception exception, string probe, string errorId);
}
