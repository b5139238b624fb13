using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

internal static partial class Log
{
    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Scan {Scan}: its card could not be remembered; a restart would leave it open")]
    public static partial void CardNotKept(ILogger logger, Exception exception, ScanId scan);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Warning, Message = "Card {Card}: what it shows could not be written down; it is shown once more")]
    public static partial void CardNotNoted(ILogger logger, Exception exception, string card);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Information, Message = "Scan {Scan}: its card on {Platform} is gone")]
    public static partial void CardGone(ILogger logger, Exception exception, ScanId scan, string platform);

    [LoggerMessage(EventId = 1409, Level = LogLevel.Error, Message = "A card could not be gone on with; the outbox owes it")]
    public static partial void FollowingBroke(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Warning, Message = "Scan {Scan}: its card on {Platform} could not be delivered, tried again in {Wait}: {Reason}")]
    public static partial void CardPutOff(ILogger logger, ScanId scan, string platform, TimeSpan wait, string reason);

    [LoggerMessage(EventId = 1405, Level = LogLevel.Error, Message = "Scan {Scan}: its card on {Platform} is given up")]
    public static partial void CardGivenUp(ILogger logger, Exception exception, ScanId scan, string platform);

    [LoggerMessage(EventId = 1407, Level = LogLevel.Error, Message = "Scan {Scan}: its card has no picture, as it could not be drawn")]
    public static partial void PictureLost(ILogger logger, Exception exception, ScanId scan);

    [LoggerMessage(EventId = 1408, Level = LogLevel.Error, Message = "Scan {Scan}: its card names no report, as there is neither a link nor a file of it")]
    public static partial void ReportLost(ILogger logger, Exception exception, ScanId scan);

    [LoggerMessage(EventId = 1406, Level = LogLevel.Warning, Message = "Card {Card}: somebody else has it since, and shows it")]
    public static partial void CardLost(ILogger logger, string card);

    [LoggerMessage(EventId = 1410, Level = LogLevel.Warning, Message = "A message on {Platform} was not taken, tried again in {Wait}: {Reason}")]
    public static partial void Retrying(ILogger logger, string platform, string reason, TimeSpan wait);

    [LoggerMessage(EventId = 1411, Level = LogLevel.Warning, Message = "A step of a card on {Platform} was not shown: {Reason}")]
    public static partial void StepLost(ILogger logger, string platform, string reason);
}
