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
    public async Task RunAsync(ScanRequest request, CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken, ScanNotes? notes = null)
    {
        var scan = await scans.SubmitAsync(request, cancellationToken);
        invocation.Scan = scan.Job.Id;
        var subject = new ScanCardSubject(scan.Job.Id, request.Reference, request.Platform, scan.Joined, invocation.Language) { Notes = notes?.Fields ?? [] };
        await (notes?.SubmittedAsync(scan.Job.Id, cancellationToken) ?? Task.CompletedTask);
        var phase = scan.Job.State == ScanState.Running ? ScanPhase.Running : ScanPhase.Queued;
        var queued = new ScanProgress(scan.Job.Id, phase, scan.Position, [], null);
        // Before it is posted: from here on somebody gets an answer, whatever becomes of this process or the platform.
        var card = await outbox.KeepAsync(subject, invocation.Request.Platform, responder.Place, cancellationToken);
        var shown = new ShownCard
        {
            Subject = subject,
            Queued = queued,
            Answer = new KeptAnswer(outbox, card, responder),
            Responder = responder,
            IsKept = card is not null,
            DoneAsync = (revision, token) => outbox.ShownAsync(card, revision, token),
            LeaveAsync = isFailure => outbox.LeaveAsync(card, isFailure),
        };
        if (responder.Place is not null && followers.TryStart(token => ShowBehindAsync(shown, token)))
        {
            return;
        }

        await (!shown.IsKept ? ShowAsync(shown, cancellationToken) : LeaveAsync(shown, cancellationToken));
    }

    private async Task ShowAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        try
        {
            await shown.Answer.PostAsync(ScanCardBuilder.Working(shown.Subject, shown.Queued), cancellationToken);
            await FollowAsync(shown, cancellationToken);
            var (message, result) = await verdicts.MakeAsync(shown.Subject, shown.Responder.ShowsFiles, shown.Responder.IsLocal, cancellationToken);
            await shown.Answer.UpdateAsync(message, cancellationToken);
            await shown.DoneAsync(result?.Revision ?? 0, cancellationToken);
        }
        catch (Exception e)
        {
            // The card owes a verdict still: whoever lives brings it.
            await shown.LeaveAsync(e is not OperationCanceledException);
            throw;
        }
    }

    private async Task ShowBehindAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        try
        {
            await ShowAsync(shown, cancellationToken);
        }
        catch (Exception e) when (!shown.IsKept && e is not OperationCanceledException)
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
            await shown.LeaveAsync(false);
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

    private sealed class ShownCard
    {
        public required ScanCardSubject Subject { get; init; }

        public required ScanProgress Queued { get; init; }

        public required KeptAnswer Answer { get; init; }

        public required IChatResponder Responder { get; init; }

        /// <summary>Whether the outbox owes it.</summary>
        public required bool IsKept { get; init; }

        /// <summary>It shows a revision of its scan's result.</summary>
        public required Func<int, CancellationToken, Task> DoneAsync { get; init; }

        /// <summary>It could not be finished here; whether the platform did not take it.</summary>
        public required Func<bool, Task> LeaveAsync { get; init; }
    }
}
