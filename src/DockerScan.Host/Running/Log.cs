namespace DockerScan.Host.Running;

internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "Health probe {Probe} broke, error id {ErrorId}")]
    public static partial void ProbeBroke(ILogger logger, Exception exception, string probe, string errorId);
}
