using DockerScan.Core.Checks;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Cards;
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

        var result = await scans.FindResultAsync(id, cancellationToken);
        var card = result is null
            ? ScanCardBuilder.Cancelled(subject)
            : ScanCardBuilder.Finished(result, await reports.FindAsync(result, cancellationToken), checklist);
        await responder.UpdateAsync(card, cancellationToken);
    }
}
