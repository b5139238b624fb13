using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;

namespace DockerScan.Engine.Reputations;

/// <summary>Answers from what is kept. Asks nobody: what is missing is queued.</summary>
internal sealed class ReputationLookup(IReputationStore store, WorkSignal signal, TimeProvider time)
{
    // A rest that the service asked for is soon over, or it is the day's quota.
    private static readonly TimeSpan ShortRest = TimeSpan.FromMinutes(10);

    /// <summary>Answers a new scan's indicators and queues what is missing.</summary>
    public async Task<IndicatorSet> AskAsync(ScanId scan, ScanRequest request, IndicatorSet set, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var (now, indicators) = (time.GetUtcNow(), set.Indicators);
        var kept = await FindAsync(indicators, cancellationToken);
        var wanted = indicators.Select(each => new WantedLookup(
            each.Indicator, each.Rank, !kept.TryGetValue(each.Indicator, out var report) || !AnswerAge.IsFresh(report, policy, now))).ToList();
        var state = await store.GetStateAsync(policy.Account, now, cancellationToken);
        // What a schedule asks for is looked up in spare quota.
        await store.EnqueueAsync(scan, wanted, request.Priority == ScanPriority.Person, request.Asker, now, cancellationToken);
        signal.Set();
        return Answer(set, kept, report => AnswerAge.IsFresh(report, policy, now), policy, state);
    }

    /// <summary>Answers an older scan's indicators with what came since; an answer that was good when it was scanned stays good.</summary>
    public async Task<IndicatorSet> AnswerAsync(ScanResult result, IndicatorSet set, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var kept = await FindAsync(set.Indicators, cancellationToken);
        var state = await store.GetStateAsync(policy.Account, time.GetUtcNow(), cancellationToken);
        // The scan's own look-ups are among the waiting ones.
        return Answer(
            set, kept, report => report.CheckedAt >= result.StartedAt || AnswerAge.IsFresh(report, policy, result.StartedAt), policy, state with { Waiting = 0 });
    }

    private async Task<Dictionary<Indicator, ReputationReport>> FindAsync(IReadOnlyList<IndicatorReputation> indicators, CancellationToken cancellationToken)
        => (await store.FindAsync([.. indicators.Select(each => each.Indicator)], cancellationToken)).ToDictionary(each => each.Indicator, each => each.Report);

    private IndicatorSet Answer(
        IndicatorSet set, Dictionary<Indicator, ReputationReport> kept, Predicate<ReputationReport> isFresh, ReputationPolicy policy, QuotaState state)
    {
        var isResting = state.BlockedUntil is { } until && until - time.GetUtcNow() > ShortRest;
        // A key that is refused waits too, but not for quota.
        var left = isResting && state.BlockReason == ReputationAnswer.QuotaUsedUp ? 0 : policy.Limits.PerDay - state.UsedToday - state.Waiting;
        List<IndicatorReputation> answers = [];
        foreach (var each in set.Indicators)
        {
            var report = kept.GetValueOrDefault(each.Indicator);
            // An old bad verdict stands until a newer one is there; an old good one does not.
            var holds = report is not null && (isFresh(report) || report.Reputation is Reputation.Malicious or Reputation.Suspicious);
            var waiting = holds || left-- > 0 ? Reputation.Pending : Reputation.OverQuota;
            answers.Add(each with { Reputation = holds ? report!.Reputation : waiting, Report = holds ? report : null });
        }

        return set with
        {
            Indicators = answers,
            Rest = isResting && answers.Any(each => each.IsWaiting)
                ? string.Create(CultureInfo.InvariantCulture, $"nothing is asked until {state.BlockedUntil:yyyy-MM-dd HH:mm} UTC: {state.BlockReason}")
                : null,
        };
    }
}
