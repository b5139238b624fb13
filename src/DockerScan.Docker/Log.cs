using Microsoft.Extensions.Logging;

namespace DockerScan.Docker;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "pulling {Repository} at {Digest}")]
    public static partial void Pulling(ILogger logger, string repository, string digest);

    [LoggerMessage(3002, LogLevel.Information, "pulled {Digest}: {SizeBytes} bytes unpacked")]
    public static partial void Pulled(ILogger logger, string digest, long sizeBytes);

    [LoggerMessage(3003, LogLevel.Information, "image {Digest} is used by something else and stays")]
    public static partial void ImageInUse(ILogger logger, string digest);

    [LoggerMessage(3004, LogLevel.Information, "removed pulled image {Digest}")]
    public static partial void ImageRemoved(ILogger logger, string digest);

    [LoggerMessage(3005, LogLevel.Warning, "container {Container} could not be removed; the next sweep tries again: {Reason}")]
    public static partial void ContainerLeft(ILogger logger, string container, string reason);

    [LoggerMessage(3006, LogLevel.Information, "swept {Count} containers of scans that run no more")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(3007, LogLevel.Warning, "the index of {Digest} is incomplete: {Reason}")]
    public static partial void IndexIncomplete(ILogger logger, string digest, string reason);

    [LoggerMessage(3008, LogLevel.Debug, "indexed {Count} entries of {Digest} in {Milliseconds} ms")]
    public static partial void Indexed(ILogger logger, int count, string digest, long milliseconds);

    [LoggerMessage(3009, LogLevel.Warning, "image {Digest} was over the size limit and could not be removed again: {Reason}")]
    public static partial void OversizedLeft(ILogger logger, string digest, string reason);

    [LoggerMessage(3010, LogLevel.Warning, "the kept index of {Digest} cannot be used; the image is read again")]
    public static partial void IndexNotRead(ILogger logger, Exception exception, string digest);

    [LoggerMessage(3011, LogLevel.Warning, "the index of {Digest} could not be kept; the next scan reads the image again")]
    public static partial void IndexNotKept(ILogger logger, Exception exception, string digest);
}
