using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

internal static partial class SandboxLog
{
    [LoggerMessage(3020, LogLevel.Debug, "the engine makes no copy of {Image} without volumes, so they become memory file systems: {Reason}")]
    public static partial void NotFlat(ILogger logger, string image, string reason);

    [LoggerMessage(3021, LogLevel.Information, "bringing {Image} to the sandbox's engine")]
    public static partial void Bringing(ILogger logger, string image);

    [LoggerMessage(3022, LogLevel.Information, "{Path} is not planted in the target: {Reason}")]
    public static partial void NotPlanted(ILogger logger, string path, string reason);

    [LoggerMessage(3023, LogLevel.Warning, "{What} of the sandbox could not be removed; the next sweep tries again: {Reason}")]
    public static partial void Left(ILogger logger, string what, string reason);

    [LoggerMessage(3024, LogLevel.Information, "swept {Count} parts of sandboxes that run no more")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(3025, LogLevel.Debug, "opened a sandbox in {Milliseconds} ms")]
    public static partial void Opened(ILogger logger, long milliseconds);

    [LoggerMessage(3026, LogLevel.Debug, "removed a sandbox in {Milliseconds} ms")]
    public static partial void Closed(ILogger logger, long milliseconds);

    [LoggerMessage(3027, LogLevel.Warning, "the engine says of a sandbox container: {Warning}")]
    public static partial void EngineWarns(ILogger logger, string warning);
}
