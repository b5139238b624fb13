namespace DockerScan.Host.Watching;

internal static partial class Log
{
    [LoggerMessage(EventId = 1901, Level = LogLevel.Information, Message = "{File}: {Added} watches added, {Changed} changed, {Removed} removed")]
    public static partial void Applied(ILogger logger, string file, int added, int changed, int removed);
}
