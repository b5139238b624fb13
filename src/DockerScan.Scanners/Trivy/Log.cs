using Microsoft.Extensions.Logging;

namespace DockerScan.Scanners.Trivy;

internal static partial class Log
{
    [LoggerMessage(4101, LogLevel.Information, "Trivy {Version} at {Path}")]
    public static partial void ToolFound(this ILogger logger, string version, string path);

    [LoggerMessage(4102, LogLevel.Warning, "what is known of Trivy could not be kept; the next start asks it again")]
    public static partial void ToolNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(4103, LogLevel.Information, "vulnerability database refreshed; its data is of {UpdatedAt}")]
    public static partial void DatabaseRefreshed(this ILogger logger, DateTimeOffset updatedAt);

    [LoggerMessage(4104, LogLevel.Warning, "vulnerability database not refreshed: {Reason}")]
    public static partial void DatabaseNotRefreshed(this ILogger logger, string reason);

    [LoggerMessage(4105, LogLevel.Information, "vulnerability database copied from {Source}")]
    public static partial void DatabaseCopied(this ILogger logger, string source);

    [LoggerMessage(4106, LogLevel.Information, "Trivy ended with {ExitCode} after {Seconds:F1} s")]
    public static partial void Ended(this ILogger logger, int exitCode, double seconds);

    [LoggerMessage(4107, LogLevel.Error, "Trivy's cache folder cannot be used")]
    public static partial void CacheUnusable(this ILogger logger, Exception exception);

    [LoggerMessage(4108, LogLevel.Information, "the scan cache grew over its limit and is made anew")]
    public static partial void ScanCacheDropped(this ILogger logger);
}
