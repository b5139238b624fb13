using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Web;

internal static partial class Log
{
    [LoggerMessage(5501, LogLevel.Warning, "the page {Path} could not be made")]
    public static partial void PageFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(5502, LogLevel.Information, "web: {Command} {Subject} by {User}: {Outcome}")]
    public static partial void Audited(ILogger logger, string command, string subject, string user, string outcome);

    [LoggerMessage(5503, LogLevel.Warning, "the store did not take what was done on the pages; it stands in the log alone")]
    public static partial void NotAudited(ILogger logger, Exception exception);

    [LoggerMessage(5504, LogLevel.Warning, "the live page of {Scan} ended early")]
    public static partial void LiveBroke(ILogger logger, ScanId scan, Exception exception);
}
