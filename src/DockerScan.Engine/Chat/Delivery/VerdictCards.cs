using DockerScan.Core.Checks;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Cards;
using DockerScan.Engine.Chat.Messages;
using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Chat.Delivery;

/// <summary>Makes the card of a scan that has ended.</summary>
internal sealed class VerdictCards(IScanService scans, IReportLocator reports, Checklist? checklist)
{
    /// <summary>The card, and the revision of the result that it shows.</summary>
    public async Task<(ChatMessage Card, ScanResult? Result)> MakeAsync(ScanCardSubject subject, CancellationToken cancellationToken)
    {
        var result = await scans.FindResultAsync(subject.Scan, cancellationToken);
        if (result is null)
        {
            return (ScanCardBuilder.Cancelled(subject), null);
        }

        var report = await reports.FindAsync(result, cancellationToken);
        return result.Id == subject.Scan
            ? (ScanCardBuilder.Finished(result, report, checklist, subject.Language), result)
            : (ScanCardBuilder.Reused(subject, result, report, checklist), result);
    }
}
