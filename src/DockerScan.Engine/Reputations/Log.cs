using DockerScan.Core;
using DockerScan.Core.Reputations;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Reputations;

internal static partial class Log
{
    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "Scan {Scan}: the reputation stage broke, error id {ErrorId}")]
    public static partial void StageBroke(ILogger logger, Exception exception, ScanId scan, string errorId);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Information, Message = "The reputation of a {Kind} was not answered, attempt {Attempt}: {Reason}")]
    public static partial void NotAnswered(ILogger logger, IndicatorKind kind, int attempt, string reason);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Warning, Message = "The reputation service asks for a rest until {Until}: {Reason}")]
    public static partial void Resting(ILogger logger, DateTimeOffset until, string reason);

    [LoggerMessage(EventId = 1304, Level = LogLevel.Information, Message = "Scan {Scan} was amended, revision {Revision}: {News} new findings")]
    public static partial void Amended(ILogger logger, ScanId scan, int revision, int news);
}
