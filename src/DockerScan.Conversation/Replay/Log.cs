using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Replay;

internal static partial class Log
{
    [LoggerMessage(5301, LogLevel.Warning, "{Count} signed requests could not be kept; after a restart within minutes they would be taken again")]
    public static partial void NotKept(ILogger logger, int count, Exception? exception);

    [LoggerMessage(5302, LogLevel.Error, "the signed requests of the process before could not be read; nothing is taken until they are")]
    public static partial void NotRead(ILogger logger, Exception exception);
}
