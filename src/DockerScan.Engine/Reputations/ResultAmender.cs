using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Publishing;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Reputations;

/// <summary>Takes answers that came after a scan into its result.</summary>
internal sealed class ResultAmender(
    IScanStore scans, IReputationStore store, ReputationLookup lookup, ReputationAssessor assessor, Publisher publisher, TimeProvider time,
    ILogger<ResultAmender> logger)
{
    /// <summary>Amends every stored result for which newer answers have come.</summary>
    public async Task RunAsync(ReputationPolicy policy, CancellationToken cancellationToken)
    {
        long mark = 0;
        while (await store.FindStaleAsync(mark, cancellationToken) is { } stale)
        {
            mark = stale.Mark;
            if (await scans.FindResultAsync(stale.Scan, cancellationToken) is { } before)
            {
                await AmendAsync(before, policy, cancellationToken);
            }

            // Also when another process was faster: it has taken in this answer, or left a later mark.
            await store.SettleAsync(stale, cancellationToken);
        }
    }

    private async Task AmendAsync(ScanResult before, ReputationPolicy policy, CancellationToken cancellationToken)
    {
        var set = await lookup.AnswerAsync(before, IndicatorCollector.Collect(before), policy, cancellationToken);
        var stage = before.Stages.FirstOrDefault(each => each.Id == StageIds.VirusTotal);
        var applied = assessor.Apply(before, set, stage?.Duration ?? TimeSpan.Zero);
        var revision = before.Revision + 1;
        var after = applied with { Revision = revision, AmendedAt = time.GetUtcNow(), Reputations = Dated(before, applied, revision) };
        if (!await scans.AmendAsync(after, cancellationToken))
        {
            return;
        }

        await publisher.ChangedAsync(after.Id, after.Revision);
        var known = before.Findings.Select(finding => finding.Key).ToHashSet();
        var news = after.Findings.Count(finding => !known.Contains(finding.Key));
        Log.Amended(logger, after.Id, after.Revision, news);
    }

    // Which verdicts are news is told by the revision that brought them: an answer may be older than the card that does not show it yet.
    private static IReadOnlyList<IndicatorReputation> Dated(ScanResult before, ScanResult after, int revision)
    {
        var known = before.Reputations.ToDictionary(each => each.Indicator);
        return [.. after.Reputations.Select(each => each with
        {
            Revision = known.TryGetValue(each.Indicator, out var old) && old.Reputation == each.Reputation ? old.Revision : revision,
        })];
    }
}
