using DockerScan.Core;
using DockerScan.Core.Diff;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>The second half of a run: when all of its scans have ended, it tells what they gave, and then keeps it.</summary>
internal sealed class WatchEnding(IScanStore scans, IWatchStore store, WatchTargets targets, IWatchNews news)
{
    private static readonly ScanFailure Hidden =
        new(FailureKind.ImageNotFound, "the engine has an image of its own under this name, which hides the one in the registry; remove it there, or give it another name");

    /// <summary>What the run did; null while a scan has not ended.</summary>
    public async Task<WatchCounts?> EndAsync(WatchRun run, Watch watch, CancellationToken cancellationToken)
    {
        var waits = run.Scans ?? [];
        HashSet<ScanId> open = [];
        foreach (var scan in waits.Select(each => each.Scan).Distinct())
        {
            if (await scans.FindJobAsync(scan, cancellationToken) is { State: ScanState.Queued or ScanState.Running })
            {
                open.Add(scan);
            }
        }

        var isAtOnce = news.TellsAtOnce(watch);
        if (open.Count > 0 && !isAtOnce)
        {
            return null;
        }

        var known = (await store.ListTargetsAsync(watch.Id, cancellationToken)).ToDictionary(target => target.Key, StringComparer.Ordinal);
        var (counts, changes, next) = (run.Counts, new List<(ScanId Scan, WatchChange Change)>(), new List<(WatchTarget Old, Func<WatchTarget, WatchTarget> Change)>());
        foreach (var group in waits.Where(each => !open.Contains(each.Scan)).GroupBy(each => each.Scan))
        {
            var result = await scans.FindResultAsync(group.Key, cancellationToken);
            foreach (var same in group.GroupBy(each => (each.Platform, each.Reason)))
            {
                var applied = same.Select(each => (each, target: known.GetValueOrDefault(KeyOf(watch, each)) ?? WatchTarget.New(watch.Id, each.Tag, each.Platform)))
                    .ToList();
                next.AddRange(applied.Select(pair => (pair.target, Change: Change(watch, pair.each, result))));
                if (result is not { Failure: null })
                {
                    counts = counts.Plus(new WatchCounts { Failed = applied.Count, Scanned = -applied.Count });
                    continue;
                }

                var before = applied[0].target;
                var isChanged = await IsChangedAsync(before.Compared, result, cancellationToken);
                counts = counts.Plus(new WatchCounts { Changed = isChanged ? applied.Count : 0 });
                changes.Add((group.Key, new WatchChange([.. same.Select(each => each.Tag)], same.Key.Platform, same.Key.Reason, before.Compared, result.Id, before.Baseline)));
            }
        }

        // Each under a key of its own: what was told of one is not told again when the next has ended.
        foreach (var told in isAtOnce ? changes.GroupBy(each => $"{run.Id}#{each.Scan}") : changes.GroupBy(_ => run.Id))
        {
            await news.EndedAsync(new WatchNews(told.Key, watch, [.. told.Select(each => each.Change)]), cancellationToken);
        }

        if (open.Count > 0)
        {
            return null;
        }

        List<WatchTarget> failing = [];
        foreach (var (old, change) in next)
        {
            var kept = await targets.ChangeAsync(old, change, cancellationToken);
            if (kept.IsToldOfFailures)
            {
                failing.Add(kept);
            }
        }

        if (failing.Count > 0)
        {
            await news.FailingAsync(run.Id, watch, failing, cancellationToken);
        }

        return counts;
    }

    private static string KeyOf(Watch watch, WatchScan scan) => WatchTarget.New(watch.Id, scan.Tag, scan.Platform).Key;

    private static Func<WatchTarget, WatchTarget> Change(Watch watch, WatchScan scan, ScanResult? result)
        => result is null ? target => WatchProgress.Failed(target, new ScanFailure(FailureKind.Internal, $"scan {scan.Scan} was cancelled"))
            // An engine that has one of its own was not asked for that.
            : result.Image is { Digest: null } && watch.Image.ImageId is null ? target => WatchProgress.Failed(target, Hidden)
            : scan.Reason == WatchReason.DatabaseChanged && IsMatch(result) ? target => WatchProgress.Matched(target, result, scan.Basis.Database)
            : target => WatchProgress.Scanned(target, result, DigestOf(scan, result), scan.Basis);

    // A result that was compared names what with; a scan of an image whose packages could not be compared does not.
    private static bool IsMatch(ScanResult result) => result.Stages.Any(stage => stage.Evidence.ContainsKey(StageReport.MatchedKey));

    // The tag may have moved between the question and the pull; an engine names an image by its index as well.
    private static ImageDigest DigestOf(WatchScan scan, ScanResult result)
        => result.Image?.Digest is { } digest && digest != scan.Digest && digest != scan.IndexDigest ? digest : scan.Digest;

    private async Task<bool> IsChangedAsync(ScanId? before, ScanResult after, CancellationToken cancellationToken)
        => before is not { } id || await scans.FindResultAsync(id, cancellationToken) is not { } earlier
            || ScanDiff.Compare(earlier, after) is not { New.Count: 0, Raised.Count: 0, Fixed.Count: 0 };
}
