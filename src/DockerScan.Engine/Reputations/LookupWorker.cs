using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Reputations;

/// <summary>Makes queued look-ups, one at a time, within the quota that all workers of all processes share.</summary>
internal sealed class LookupWorker(
    IReputationSource source, IReputationStore store, IFileUploads uploads, WorkLoop loop, WorkerPresence presence, TimeProvider time, ILogger<LookupWorker> logger, NodeMetrics? metrics = null)
{
    // Longer than any request may take; a killed worker's look-up is claimed again after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // protocols/virustotal.md, section 6: one code for the minute's and the day's quota, so first a minute, then the day's end.
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    // A refused key gets no better by asking, but it may have been a mistake on their side.
    private static readonly TimeSpan RefusedRest = TimeSpan.FromHours(1);
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(30), TimeSpan.FromHours(6));

    // An analysis takes minutes, and each question about it costs quota.
    private static readonly TimeSpan AnalysisPause = TimeSpan.FromSeconds(30);
    private const int MaxUploadFailures = 5;

    /// <summary>Makes the look-up that matters most.</summary>
    public async Task<LookupStep> RunNextAsync(ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var asking = new Asking(this, policy);
        var hasClaimed = await loop.RunNextAsync(store, new ClaimWish(presence.Name, Lease), asking, cancellationToken);
        return hasClaimed ? asking.Step : LookupStep.Idle;
    }

    private async Task<WorkEnd> SendAsync(Claimed<PendingLookup> claimed, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var indicator = claimed.Item.Indicator;
        // The first request is taken already.
        for (var more = uploads.CostOf(indicator) - 1; more > 0; more--)
        {
            if ((await TakeAsync(claimed.Item, policy, cancellationToken)).RetryAt is { } retryAt)
            {
                return WorkEnd.Again(retryAt - time.GetUtcNow());
            }
        }

        return await AdvanceAsync(claimed, await uploads.SendAsync(indicator, cancellationToken), policy, cancellationToken);
    }

    private async Task<WorkEnd> PollAsync(Claimed<PendingLookup> claimed, ReputationPolicy policy, CancellationToken cancellationToken)
        => await AdvanceAsync(claimed, await uploads.PollAsync(claimed.Item.Indicator, cancellationToken), policy, cancellationToken);

    private async Task<WorkEnd> AdvanceAsync(Claimed<PendingLookup> claimed, UploadStep step, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var lookup = claimed.Item;
        switch (step.Kind)
        {
            case ReputationAnswerKind.Answered:
                if (step.IsDone)
                {
                    uploads.Forget(lookup.Indicator);
                }

                return WorkEnd.Again(step.IsDone ? TimeSpan.Zero : AnalysisPause);
            case ReputationAnswerKind.OverQuota:
                return await KeepAsync(claimed, ReputationAnswer.OverQuota(step.RetryAfter), policy, cancellationToken);
            case ReputationAnswerKind.Refused:
                return await KeepAsync(claimed, ReputationAnswer.Refused(step.Reason ?? "refused"), policy, cancellationToken);
            case ReputationAnswerKind.Failed:
                if (lookup.Failures >= MaxUploadFailures)
                {
                    // Then it stays unknown, as if uploads were off.
                    uploads.Forget(lookup.Indicator);
                }

                break;
        }

        return Failed(lookup, step.Reason ?? "the upload failed");
    }

    private Task<WorkEnd> KeepAsync(Claimed<PendingLookup> claimed, ReputationAnswer answer, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        metrics?.LookupEnded(answer.Kind.ToString().ToLowerInvariant());
        return answer.Kind switch
        {
            ReputationAnswerKind.Answered => AnsweredAsync(claimed, answer.Report!, policy, cancellationToken),
            ReputationAnswerKind.OverQuota => OverQuotaAsync(answer, policy, cancellationToken),
            ReputationAnswerKind.Refused => RestAsync(policy, answer.Reason!, time.GetUtcNow() + RefusedRest, time.GetUtcNow() + RefusedRest, cancellationToken),
            ReputationAnswerKind.Failed => Task.FromResult(Failed(claimed.Item, answer.Reason!)),
        };
    }

    private async Task<WorkEnd> AnsweredAsync(Claimed<PendingLookup> claimed, ReputationReport report, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var (now, lookup) = (time.GetUtcNow(), claimed.Item);
        if (report.Reputation == Core.Reputations.Reputation.Unknown && uploads.StateOf(lookup.Indicator) == UploadState.Kept)
        {
            // No answer yet: it is sent next, and who waits goes on waiting.
            uploads.Want(lookup.Indicator);
            return WorkEnd.Again(TimeSpan.Zero);
        }

        uploads.Forget(lookup.Indicator);
        await store.AnswerAsync(claimed.Claim, lookup.Indicator, report, AnswerAge.AskAgainAt(report, policy, lookup.FirstAnsweredAt, now), now, cancellationToken);
        await store.UnblockAsync(policy.Account, cancellationToken);
        return WorkEnd.Done;
    }

    private Task<WorkEnd> OverQuotaAsync(ReputationAnswer answer, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = answer.RetryAfter is { } after ? now + TimeSpan.FromTicks(Math.Clamp(after.Ticks, TimeSpan.TicksPerSecond, LongestRest.Ticks)) : (DateTimeOffset?)null;
        var tomorrow = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return RestAsync(policy, answer.Reason!, asked ?? now + FirstRest, asked ?? tomorrow, cancellationToken);
    }

    private async Task<WorkEnd> RestAsync(ReputationPolicy policy, string reason, DateTimeOffset first, DateTimeOffset again, CancellationToken cancellationToken)
    {
        Log.Resting(logger, first, reason);
        await store.BlockAsync(policy.Account, reason, first, again, time.GetUtcNow(), cancellationToken);
        return WorkEnd.Again(TimeSpan.Zero);
    }

    private WorkEnd Failed(PendingLookup lookup, string reason)
    {
        Log.NotAnswered(logger, lookup.Indicator.Kind, lookup.Failures + 1, reason);
        return WorkEnd.Failed(Pauses.After(lookup.Failures));
    }

    private Task<QuotaTake> TakeAsync(PendingLookup lookup, ReputationPolicy policy, CancellationToken cancellationToken)
        => store.TryTakeAsync(policy.Account, policy.Limits, lookup.IsInteractive, time.GetUtcNow(), cancellationToken);

    /// <summary>One look-up, and what was done for it.</summary>
    private sealed class Asking(LookupWorker worker, ReputationPolicy policy) : IWork<PendingLookup>
    {
        public LookupStep Step { get; private set; } = LookupStep.Asked;

        public TimeSpan PauseAfter(PendingLookup item) => Pauses.After(item.Failures);

        public async Task<WorkEnd> DoAsync(Claimed<PendingLookup> claimed, CancellationToken cancellationToken)
        {
            var indicator = claimed.Item.Indicator;
            if ((await worker.TakeAsync(claimed.Item, policy, cancellationToken)).RetryAt is { } retryAt)
            {
                // Due again at once: the order among those that wait is made anew when there is quota.
                Step = LookupStep.WaitUntil(retryAt);
                return WorkEnd.Again(TimeSpan.Zero);
            }

            // Read again right before somebody outside is asked: the quota's turn may have taken long.
            if (await worker.RenewAsync(claimed.Claim, cancellationToken) == LeaseAnswer.Stale)
            {
                return WorkEnd.Done;
            }

            return worker.StateOf(indicator) switch
            {
                UploadState.Wanted => await worker.SendAsync(claimed, policy, cancellationToken),
                UploadState.Sent => await worker.PollAsync(claimed, policy, cancellationToken),
                _ => await worker.KeepAsync(claimed, await worker.AskAsync(indicator, cancellationToken), policy, cancellationToken),
            };
        }
    }

    private Task<LeaseAnswer> RenewAsync(Claim claim, CancellationToken cancellationToken) => store.RenewAsync(claim, Lease, cancellationToken);

    private UploadState StateOf(Indicator indicator) => uploads.StateOf(indicator);

    private Task<ReputationAnswer> AskAsync(Indicator indicator, CancellationToken cancellationToken) => source.AskAsync(indicator, cancellationToken);
}
