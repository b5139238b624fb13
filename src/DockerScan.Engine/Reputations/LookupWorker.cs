using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Reputations;

/// <summary>Makes queued look-ups, one at a time, within the quota that all workers of all processes share.</summary>
internal sealed class LookupWorker(IReputationSource source, IReputationStore store, IFileUploads uploads, WorkerPresence presence, IIdGenerator ids, TimeProvider time, ILogger<LookupWorker> logger)
{
    // Longer than any request may take; a killed worker's look-up is claimed again after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // protocols/virustotal.md, section 6: one code for the minute's and the day's quota, so first a minute, then the day's end.
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    // A refused key gets no better by asking, but it may have been a mistake on their side.
    private static readonly TimeSpan RefusedRest = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(6);

    // An analysis takes minutes, and each question about it costs quota.
    private static readonly TimeSpan AnalysisPause = TimeSpan.FromSeconds(30);
    private const int MaxUploadFailures = 5;
    private readonly string _name = $"{presence.Name}-{ids.NewId()}";

    /// <summary>Makes the look-up that matters most.</summary>
    public async Task<LookupStep> RunNextAsync(ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var lookup = await store.ClaimAsync(_name, Lease, time.GetUtcNow(), cancellationToken);
        if (lookup is null)
        {
            return LookupStep.Idle;
        }

        var take = await store.TryTakeAsync(policy.Account, policy.Limits, lookup.IsInteractive, time.GetUtcNow(), cancellationToken);
        if (take.RetryAt is { } retryAt)
        {
            // Due again at once: the order among those that wait is made anew when there is quota.
            await store.ReleaseAsync(lookup.Indicator, _name, time.GetUtcNow(), isFailure: false, cancellationToken);
            return LookupStep.WaitUntil(retryAt);
        }

        switch (uploads.StateOf(lookup.Indicator))
        {
            case UploadState.Wanted:
                await SendAsync(lookup, policy, cancellationToken);
                break;
            case UploadState.Sent:
                await PollAsync(lookup, policy, cancellationToken);
                break;
            default:
                await KeepAsync(lookup, await source.AskAsync(lookup.Indicator, cancellationToken), policy, cancellationToken);
                break;
        }

        return LookupStep.Asked;
    }

    private async Task SendAsync(PendingLookup lookup, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        // The first request is taken already.
        for (var more = uploads.CostOf(lookup.Indicator) - 1; more > 0; more--)
        {
            if ((await store.TryTakeAsync(policy.Account, policy.Limits, lookup.IsInteractive, time.GetUtcNow(), cancellationToken)).RetryAt is { } retryAt)
            {
                await store.ReleaseAsync(lookup.Indicator, _name, retryAt, isFailure: false, cancellationToken);
                return;
            }
        }

        await AdvanceAsync(lookup, await uploads.SendAsync(lookup.Indicator, cancellationToken), policy, cancellationToken);
    }

    private async Task PollAsync(PendingLookup lookup, ReputationPolicy policy, CancellationToken cancellationToken)
        => await AdvanceAsync(lookup, await uploads.PollAsync(lookup.Indicator, cancellationToken), policy, cancellationToken);

    private async Task AdvanceAsync(PendingLookup lookup, UploadStep step, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        switch (step.Kind)
        {
            case ReputationAnswerKind.Answered:
                if (step.IsDone)
                {
                    uploads.Forget(lookup.Indicator);
                }

                await store.ReleaseAsync(
                    lookup.Indicator, _name, time.GetUtcNow() + (step.IsDone ? TimeSpan.Zero : AnalysisPause), isFailure: false, cancellationToken);
                break;
            case ReputationAnswerKind.OverQuota:
                await KeepAsync(lookup, ReputationAnswer.OverQuota(step.RetryAfter), policy, cancellationToken);
                break;
            case ReputationAnswerKind.Refused:
                await KeepAsync(lookup, ReputationAnswer.Refused(step.Reason ?? "refused"), policy, cancellationToken);
                break;
            case ReputationAnswerKind.Failed:
                if (lookup.Failures >= MaxUploadFailures)
                {
                    // Then it stays unknown, as if uploads were off.
                    uploads.Forget(lookup.Indicator);
                }

                await FailedAsync(lookup, step.Reason ?? "the upload failed", cancellationToken);
                break;
        }
    }

    private Task KeepAsync(PendingLookup lookup, ReputationAnswer answer, ReputationPolicy policy, CancellationToken cancellationToken) => answer.Kind switch
    {
        ReputationAnswerKind.Answered => AnsweredAsync(lookup, answer.Report!, policy, cancellationToken),
        ReputationAnswerKind.OverQuota => OverQuotaAsync(lookup, answer, policy, cancellationToken),
        ReputationAnswerKind.Refused => RestAsync(lookup, policy, answer.Reason!, time.GetUtcNow() + RefusedRest, time.GetUtcNow() + RefusedRest, cancellationToken),
        ReputationAnswerKind.Failed => FailedAsync(lookup, answer.Reason!, cancellationToken),
    };

    private async Task AnsweredAsync(PendingLookup lookup, ReputationReport report, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (report.Reputation == Core.Reputations.Reputation.Unknown && uploads.StateOf(lookup.Indicator) == UploadState.Kept)
        {
            // No answer yet: it is sent next, and who waits goes on waiting.
            uploads.Want(lookup.Indicator);
            await store.ReleaseAsync(lookup.Indicator, _name, now, isFailure: false, cancellationToken);
            return;
        }

        uploads.Forget(lookup.Indicator);
        await store.AnswerAsync(lookup.Indicator, report, AnswerAge.AskAgainAt(report, policy, lookup.FirstAnsweredAt, now), now, cancellationToken);
        await store.UnblockAsync(policy.Account, cancellationToken);
    }

    private Task OverQuotaAsync(PendingLookup lookup, ReputationAnswer answer, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = answer.RetryAfter is { } after ? now + TimeSpan.FromTicks(Math.Clamp(after.Ticks, TimeSpan.TicksPerSecond, LongestRest.Ticks)) : (DateTimeOffset?)null;
        var tomorrow = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return RestAsync(lookup, policy, answer.Reason!, asked ?? now + FirstRest, asked ?? tomorrow, cancellationToken);
    }

    private async Task RestAsync(
        PendingLookup lookup, ReputationPolicy policy, string reason, DateTimeOffset first, DateTimeOffset again, CancellationToken cancellationToken)
    {
        Log.Resting(logger, first, reason);
        await store.BlockAsync(policy.Account, reason, first, again, time.GetUtcNow(), cancellationToken);
        await store.ReleaseAsync(lookup.Indicator, _name, time.GetUtcNow(), isFailure: false, cancellationToken);
    }

    private Task FailedAsync(PendingLookup lookup, string reason, CancellationToken cancellationToken)
    {
        Log.NotAnswered(logger, lookup.Indicator.Kind, lookup.Failures + 1, reason);
        return store.ReleaseAsync(lookup.Indicator, _name, time.GetUtcNow() + Backoff(lookup.Failures), isFailure: true, cancellationToken);
    }

    private static TimeSpan Backoff(int failures)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(failures, 20));
        return wait < LongestRetry ? wait : LongestRetry;
    }
}
