using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Cards;
using DockerScan.Engine.Chat.Delivery;
using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Chat.Commands.Verbs;

/// <summary>Submits a scan and keeps its card: queued at once, edited while it runs, the verdict at its end.</summary>
internal sealed class ScanConversation(IScanService scans, VerdictCards verdicts, CardOutbox outbox, TimeProvider time)
{
    public async Task RunAsync(ScanRequest request, CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var scan = await scans.SubmitAsync(request, cancellationToken);
        var subject = new ScanCardSubject(scan.Job.Id, request.Reference, request.Platform, scan.Joined, invocation.Language);
        var phase = scan.Job.State == ScanState.Running ? ScanPhase.Running : ScanPhase.Queued;
        var queued = new ScanProgress(scan.Job.Id, phase, scan.Position, [], null);
        await responder.PostAsync(ScanCardBuilder.Working(subject, queued), cancellationToken);
        var card = await outbox.KeepAsync(subject, invocation.Request.Platform, responder.Address, cancellationToken);
        try
        {
            await FollowAsync(subject, queued, responder, cancellationToken);
            var (message, result) = await verdicts.MakeAsync(subject, cancellationToken);
            await responder.UpdateAsync(message, cancellationToken);
            await outbox.ShownAsync(card, result?.Revision ?? 0, cancellationToken);
        }
        catch (Exception e)
        {
            // The card owes a verdict still: whoever lives brings it.
            await outbox.LeaveAsync(card, isFailure: e is not OperationCanceledException);
            throw;
        }
    }

    private Task FollowAsync(ScanCardSubject subject, ScanProgress queued, IChatResponder responder, CancellationToken cancellationToken)
    {
        // The watching counts as the first edit: the card was posted just now.
        var updates = new ThrottledUpdates<ScanProgress>(time, ProgressComparer.Instance);
        return updates.RunAsync(
            scans.WatchAsync(subject.Scan, cancellationToken),
            queued,
            progress => responder.UpdateAsync(ScanCardBuilder.Working(subject, progress), cancellationToken),
            cancellationToken);
    }
}
