namespace DockerScan.Host.Composition;

internal static partial class Log
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "{Problem}")]
    public static partial void SecretExposed(ILogger logger, string problem);
}
