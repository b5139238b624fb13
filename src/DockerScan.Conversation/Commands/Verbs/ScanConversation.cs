using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>
/// Submits a scan and keeps its card: queued at once, edited while it runs, the verdict at its end. Where the outbox can bring the
/// verdict the command ends when the scan is queued, and its card is followed behind it; else it lasts until the verdict is said.
/// </summary>
internal sealed class ScanConversation(
    IScanService scans, VerdictCards verdicts, CardOutbox outbox, CardFollowers followers, IIdGenerator ids, TimeProvider time, ILogger<ScanConversation> logger)
{
    public async Task RunAsync(ScanRequest request, CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var scan = await scans.SubmitAsync(request, cancellationToken);
        invocation.Scan = scan.Job.Id;
        var subject = new ScanCardSubject(scan.Job.Id, request.Reference, request.Platform, scan.Joined, invocation.Language);
        var phase = scan.Job.State == ScanState.Running ? ScanPhase.Running : ScanPhase.Queued;
        var queued = new ScanProgress(scan.Job.Id, phase, scan.Position, [], null);
        // Before it is posted: from here on somebody gets an answer, whatever becomes of this process or the platform.
        var card = await outbox.KeepAsync(subject, invocation.Request.Platform, responder.Place, cancellationToken);
        var shown = new ShownCard(subject, queued, card, new KeptAnswer(outbox, card, responder), responder);
        if (responder.Place is not null && followers.TryStart(token => ShowBehindAsync(shown, token)))
        {
            return;
        }

        await (card is null ? ShowAsync(shown, cancellationToken) : LeaveAsync(shown, cancellationToken));
    }

    private async Task ShowAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        try
        {
            await shown.Answer.PostAsync(ScanCardBuilder.Working(shown.Subject, shown.Queued), cancellationToken);
            await FollowAsync(shown, cancellationToken);
            var (message, result) = await verdicts.MakeAsync(shown.Subject, shown.Responder.ShowsFiles, shown.Responder.IsLocal, cancellationToken);
            await shown.Answer.UpdateAsync(message, cancellationToken);
            await outbox.ShownAsync(shown.Card, result?.Revision ?? 0, cancellationToken);
        }
        catch (Exception e)
        {
            // The card owes a verdict still: whoever lives brings it.
            await outbox.LeaveAsync(shown.Card, isFailure: e is not OperationCanceledException);
            throw;
        }
    }

    private async Task ShowBehindAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        try
        {
            await ShowAsync(shown, cancellationToken);
        }
        catch (Exception e) when (shown.Card is null && e is not OperationCanceledException)
        {
            // The store did not take the card, so nobody else says how it ended.
            var id = ids.NewId();
            Log.VerdictLost(logger, shown.Subject.Scan, id, e);
            await shown.Answer.UpdateAsync(ErrorCards.Internal(id, shown.Subject.Language), cancellationToken);
        }
    }

    // Too many are followed: it stands there as queued until the outbox brings the verdict.
    private async Task LeaveAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        Log.TooManyFollowed(logger, shown.Subject.Scan);
        try
        {
            await shown.Answer.PostAsync(ScanCardBuilder.Working(shown.Subject, shown.Queued), cancellationToken);
        }
        finally
        {
            await outbox.LeaveAsync(shown.Card, isFailure: false);
        }
    }

    private Task FollowAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        // The watching counts as the first edit: the card was posted just now.
        var updates = new ThrottledUpdates<ScanProgress>(time, ProgressComparer.Instance);
        return updates.RunAsync(
            scans.WatchAsync(shown.Subject.Scan, cancellationToken),
            shown.Queued,
            progress => shown.Answer.UpdateAsync(ScanCardBuilder.Working(shown.Subject, progress), cancellationToken),
            cancellationToken);
    }

    private sealed record ShownCard(ScanCardSubject Subject, ScanProgress Queued, string? Card, KeptAnswer Answer, IChatResponder Responder);
}
