using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>Submits a scan and keeps its card: queued at once, edited while it runs, the verdict at its end.</summary>
internal sealed class ScanConversation(IScanService scans, VerdictCards verdicts, CardOutbox outbox, TimeProvider time)
{
    public async Task RunAsync(ScanRequest request, CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var scan = await scans.SubmitAsync(request, cancellationToken);
        var subject = new ScanCardSubject(scan.Job.Id, request.Reference, request.Platform, scan.Joined, invocation.Language);
        var phase = scan.Job.State == ScanState.Running ? ScanPhase.Running : ScanPhase.Queued;
        var queued = new ScanProgress(scan.Job.Id, phase, scan.Position, [], null);
        // Before it is posted: from here on somebody gets an answer, whatever becomes of this process or the platform.
        var card = await outbox.KeepAsync(subject, invocation.Request.Platform, responder.Place, cancellationToken);
        var answer = new KeptAnswer(outbox, card, responder);
        try
        {
            await answer.PostAsync(ScanCardBuilder.Working(subject, queued), cancellationToken);
            await FollowAsync(subject, queued, answer, cancellationToken);
            var (message, result) = await verdicts.MakeAsync(subject, responder.ShowsFiles, responder.IsLocal, cancellationToken);
            await answer.UpdateAsync(message, cancellationToken);
            await outbox.ShownAsync(card, result?.Revision ?? 0, cancellationToken);
        }
        catch (Exception e)
        {
            // The card owes a verdict still: whoever lives brings it.
            await outbox.LeaveAsync(card, isFailure: e is not OperationCanceledException);
            throw;
        }
    }

    private Task FollowAsync(ScanCardSubject subject, ScanProgress queued, KeptAnswer answer, CancellationToken cancellationToken)
    {
        // The watching counts as the first edit: the card was posted just now.
        var updates = new ThrottledUpdates<ScanProgress>(time, ProgressComparer.Instance);
        return updates.RunAsync(
            scans.WatchAsync(subject.Scan, cancellationToken),
            queued,
            progress => answer.UpdateAsync(ScanCardBuilder.Working(subject, progress), cancellationToken),
            cancellationToken);
    }
}
