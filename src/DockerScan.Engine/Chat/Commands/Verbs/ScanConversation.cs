using DockerScan.Core.Checks;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Cards;
using DockerScan.Engine.Chat.Messages;
using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Chat.Commands.Verbs;

/// <summary>Submits a scan and keeps its card: queued at once, edited while it runs, the verdict at its end.</summary>
internal sealed class ScanConversation(IScanService scans, IReportLocator reports, TimeProvider time, Checklist? checklist)
{
    public async Task RunAsync(ScanRequest request, IChatResponder responder, CancellationToken cancellationToken)
    {
        var scan = await scans.SubmitAsync(request, cancellationToken);
        var id = scan.Job.Id;
        var subject = new ScanCardSubject(id, request.Reference, request.Platform, scan.Joined);
        var phase = scan.Job.State == ScanState.Running ? ScanPhase.Running : ScanPhase.Queued;
        var queued = new ScanProgress(id, phase, scan.Position, [], null);
        await responder.PostAsync(ScanCardBuilder.Working(subject, queued), cancellationToken);

        // The watching counts as the first edit: the card was posted just now.
        var updates = new ThrottledUpdates<ScanProgress>(time, ProgressComparer.Instance);
        await updates.RunAsync(
            scans.WatchAsync(id, cancellationToken),
            queued,
            progress => responder.UpdateAsync(ScanCardBuilder.Working(subject, progress), cancellationToken),
            cancellationToken);

        await responder.UpdateAsync(await EndAsync(subject, cancellationToken), cancellationToken);
    }

    private async Task<ChatMessage> EndAsync(ScanCardSubject subject, CancellationToken cancellationToken)
    {
        var result = await scans.FindResultAsync(subject.Scan, cancellationToken);
        if (result is null)
        {
            return ScanCardBuilder.Cancelled(subject);
        }

        var report = await reports.FindAsync(result, cancellationToken);
        return result.Id == subject.Scan
            ? ScanCardBuilder.Finished(result, report, checklist)
            : ScanCardBuilder.Reused(subject, result, report, checklist);
    }
}
