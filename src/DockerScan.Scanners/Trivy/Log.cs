using Microsoft.Extensions.Logging;

namespace DockerScan.Scanners.Trivy;

internal static partial class Log
{
    [LoggerMessage(4101, LogLevel.Information, "Trivy {Version} at {Path}")]
    public static partial void ToolFound(this ILogger logger, string version, string path);

    [LoggerMessage(4102, LogLevel.Warning, "what is known of Trivy could not be kept; the next start asks it again")]
    public static partial void ToolNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(4103, LogLevel.Information, "database of {Database} refreshed; its data is of {UpdatedAt}")]
    public static partial void DatabaseRefreshed(this ILogger logger, string database, DateTimeOffset updatedAt);

    [LoggerMessage(4104, LogLevel.Warning, "database of {Database} not refreshed: {Reason}")]
    public static partial void DatabaseNotRefreshed(this ILogger logger, string database, string reason);

    [LoggerMessage(4105, LogLevel.Information, "vulnerability database copied from {Source}")]
    public static partial void DatabaseCopied(this ILogger logger, string source);

    [LoggerMessage(4106, LogLevel.Information, "Trivy ended with {ExitCode} after {Seconds:F1} s")]
    public static partial void Ended(this ILogger logger, int exitCode, double seconds);

    [LoggerMessage(4107, LogLevel.Error, "Trivy's cache folder cannot be used")]
    public static partial void CacheUnusable(this ILogger logger, Exception exception);

    [LoggerMessage(4108, LogLevel.Information, "the scan cache grew over its limit and is made anew")]
    public static partial void ScanCacheDropped(this ILogger logger);

    [LoggerMessage(4109, LogLevel.Information, "Trivy server {Version} is process {Process} on 127.0.0.1:{Port}")]
    public static partial void ServerStarted(this ILogger logger, string version, int process, int port);

    [LoggerMessage(4110, LogLevel.Warning, "Trivy server not started, scans run the command: {Reason}")]
    public static partial void ServerNotStarted(this ILogger logger, string reason);

    [LoggerMessage(4111, LogLevel.Warning, "Trivy server ended and will be started anew: {Reason}; its log ends with: {Tail}")]
    public static partial void ServerGivenUp(this ILogger logger, string reason, string tail);

    [LoggerMessage(4112, LogLevel.Information, "Trivy server of an earlier run (process {Process}) ended")]
    public static partial void ServerLeftOver(this ILogger logger, int process);

    [LoggerMessage(4117, LogLevel.Error, "the Trivy server cannot be kept, scans run the command; it is tried again")]
    public static partial void ServerKeeperBroke(this ILogger logger, Exception exception);

    [LoggerMessage(4113, LogLevel.Information, "image {Image} is known and was compared by the Trivy server in {Milliseconds:F1} ms")]
    public static partial void Matched(this ILogger logger, string image, double milliseconds);

    [LoggerMessage(4114, LogLevel.Debug, "image {Image} is known, but the command runs: {Reason}")]
    public static partial void NotMatched(this ILogger logger, string image, string reason);

    [LoggerMessage(4115, LogLevel.Information, "what was found in image {Image} cannot be compared by the Trivy server: {Reason}")]
    public static partial void NotProven(this ILogger logger, string image, string reason);

    [LoggerMessage(4116, LogLevel.Warning, "what was found in image {Image} could not be kept")]
    public static partial void AnalysisNotKept(this ILogger logger, Exception exception, string image);
}
