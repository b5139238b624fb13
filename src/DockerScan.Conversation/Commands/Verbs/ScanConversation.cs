using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>
/// Submits a scan and keeps its card: queued at once, edited while it runs, the verdict at its end. Where the outbox can bring the
/// verdict the command ends when the scan is queued, and its card is followed behind it; else it lasts until the verdict is said.
/// </summary>
internal sealed class ScanConversation(
    IScanService scans, VerdictCards verdicts, CardOutbox outbox, CardDelivery delivery, CardFollowers followers, IIdGenerator ids, TimeProvider time,
    ILogger<ScanConversation> logger)
{
    public async Task RunAsync(ScanRequest request, CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken, ScanNotes? notes = null)
    {
        var scan = await scans.SubmitAsync(request, cancellationToken);
        invocation.Scan = scan.Job.Id;
        var subject = new ScanCardSubject(scan.Job.Id, request.Reference, request.Platform, scan.Joined, invocation.Language) { Notes = notes?.Fields ?? [] };
        await (notes?.SubmittedAsync(scan.Job.Id, cancellationToken) ?? Task.CompletedTask);
        var phase = scan.Job.State == ScanState.Running ? ScanPhase.Running : ScanPhase.Queued;
        // Before it is posted: from here on somebody gets an answer, whatever becomes of this process or the platform.
        var kept = await outbox.KeepAsync(subject, answer, cancellationToken);
        var shown = new ShownCard(subject, new ScanProgress(scan.Job.Id, phase, scan.Position, [], null), answer, kept);
        if (!answer.IsLocal && followers.TryStart(token => ShowBehindAsync(shown, token)))
        {
            return;
        }

        await (kept is null ? ShowAsync(shown, cancellationToken) : LeaveAsync(shown, kept.Claim, cancellationToken));
    }

    private async Task ShowAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        var kept = shown.Kept;
        try
        {
            await shown.Answer.PostAsync(ScanCardBuilder.Working(shown.Subject, shown.Queued), cancellationToken);
            await FollowAsync(shown, cancellationToken);
            if (kept is null)
            {
                var (message, _) = await verdicts.MakeAsync(shown.Subject, !shown.Answer.IsLocal, shown.Answer.IsLocal, cancellationToken);
                await shown.Answer.UpdateAsync(message, cancellationToken);
                return;
            }

            var due = new DueCard(kept.Item with { Address = shown.Answer.Address }, Shown: -1, ShownAt: null, Failures: 0);
            await outbox.LeaveAsync(kept.Claim, await delivery.DeliverAsync(shown.Answer.Channel, new Claimed<DueCard>(due, kept.Claim), cancellationToken));
        }
        catch (Exception e) when (kept is not null)
        {
            // The card owes a verdict still: whoever lives brings it.
            await outbox.LeaveAsync(kept.Claim, e is not OperationCanceledException);
            throw;
        }
    }

    private async Task ShowBehindAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        try
        {
            await ShowAsync(shown, cancellationToken);
        }
        catch (Exception e) when (shown.Kept is null && e is not OperationCanceledException)
        {
            // The store did not take the card, so nobody else says how it ended.
            var id = ids.NewId();
            Log.VerdictLost(logger, shown.Subject.Scan, id, e);
            await shown.Answer.UpdateAsync(ErrorCards.Internal(id, shown.Subject.Language), cancellationToken);
        }
    }

    // Too many are followed: it stands there as queued until the outbox brings the verdict.
    private async Task LeaveAsync(ShownCard shown, Claim claim, CancellationToken cancellationToken)
    {
        Log.TooManyFollowed(logger, shown.Subject.Scan);
        try
        {
            await shown.Answer.PostAsync(ScanCardBuilder.Working(shown.Subject, shown.Queued), cancellationToken);
        }
        finally
        {
            await outbox.LeaveAsync(claim, isFailure: false);
        }
    }

    private Task FollowAsync(ShownCard shown, CancellationToken cancellationToken)
    {
        // The watching counts as the first edit: the card was posted just now.
        var updates = new ThrottledUpdates<ScanProgress>(time, ProgressComparer.Instance);
        var hold = new CardHold(outbox, shown.Kept?.Claim, time);
        return updates.RunAsync(
            scans.WatchAsync(shown.Subject.Scan, cancellationToken),
            shown.Queued,
            async progress =>
            {
                // Whoever stood still and woke must not put a step over the verdict that another process showed meanwhile.
                if (await hold.IsHeldAsync(cancellationToken))
                {
                    await shown.Answer.UpdateAsync(ScanCardBuilder.Working(shown.Subject, progress), cancellationToken);
                }
            },
            cancellationToken);
    }

    /// <param name="Subject">What it is about.</param>
    /// <param name="Queued">What it shows first.</param>
    /// <param name="Answer">Where it is shown.</param>
    /// <param name="Kept">What the outbox owes; null when nobody else brings it.</param>
    private sealed record ShownCard(ScanCardSubject Subject, ScanProgress Queued, ChatAnswer Answer, Claimed<KeptCard>? Kept);
}
