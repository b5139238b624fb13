using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Watching;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>Makes the card of a scan that has ended.</summary>
internal sealed class VerdictCards(
    IScanService scans, IReportLocator reports, Checklist? checklist, IResultPicture? picture, ILogger<VerdictCards> logger, IFindingTitles? titles = null,
    IWatchDesk? watches = null)
{
    /// <summary>The card, and the result that it shows; null when the scan was cancelled.</summary>
    /// <param name="subject">The scan.</param>
    /// <param name="withPicture">False where the picture would not be shown: it takes some 50 ms.</param>
    /// <param name="isLocal">Whether its reader sits at this machine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(ChatMessage Card, ScanResult? Result)> MakeAsync(ScanCardSubject subject, bool withPicture, bool isLocal, CancellationToken cancellationToken)
    {
        var result = await scans.FindResultAsync(subject.Scan, cancellationToken);
        if (result is null)
        {
            return (ScanCardBuilder.Cancelled(subject), null);
        }

        // Of an image that could not be had there is nothing to report.
        var report = result.Failure is null ? await LocateAsync(result, subject.Language, isLocal, cancellationToken) : null;
        var shown = LocalizedTitles.In(result, titles, subject.Language);
        var card = result.Id == subject.Scan
            ? ScanCardBuilder.Finished(shown, report, checklist, subject.Language)
            : ScanCardBuilder.Reused(subject, shown, report, checklist);
        var notes = await NotesAsync(subject, cancellationToken);
        return (card with { Attachment = withPicture ? Draw(result, subject.Language) : null, Fields = [.. card.Fields, .. notes] }, result);
    }

    // Found by the scan, so that whoever finishes the card, and whenever, says the same of the watch that it began.
    private async Task<IReadOnlyList<ChatField>> NotesAsync(ScanCardSubject subject, CancellationToken cancellationToken)
        => watches is not null && await watches.FindByFirstScanAsync(subject.Scan, cancellationToken) is { } watch
            ? [.. WatchText.Fields(watch, watches.Next(watch, 3), WatchStrings.In(subject.Language))] : [];

    private async Task<ReportLocation?> LocateAsync(ScanResult result, ReportLanguage language, bool isLocal, CancellationToken cancellationToken)
    {
        try
        {
            return await reports.FindAsync(result, language, isLocal, cancellationToken);
        }
        catch (EngineException e)
        {
            // A folder that cannot be written must not take the verdict along.
            Log.ReportLost(logger, e, result.Id);
            return null;
        }
    }

    private ChatAttachment? Draw(ScanResult result, ReportLanguage language)
    {
        // Nothing was looked at: there is nothing to draw.
        if (picture is null || result.Failure is not null)
        {
            return null;
        }

        try
        {
            return new ChatAttachment($"dockerscan-{result.Id}.png", "image/png", picture.Draw(result, language));
        }
        catch (Exception e)
        {
            // The boundary to a native library: a picture that fails must not take the verdict along.
            Log.PictureLost(logger, e, result.Id);
            return null;
        }
    }
}
