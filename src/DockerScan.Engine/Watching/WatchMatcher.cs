using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>Compares the packages of an image that was scanned before with the database of now: no pull, no sandbox, no engine.</summary>
internal sealed class WatchMatcher(IPackageMatcher matcher, IScanStore scans, IWatchStore store, MatchedResults results)
{
    /// <summary>Compares, and keeps the result where it says something else than the one before.</summary>
    public async Task<WatchMatch> MatchAsync(Watch watch, ScanId compared, CancellationToken cancellationToken)
    {
        if (await scans.FindResultAsync(compared, cancellationToken) is not { Image: not null, Failure: null } before)
        {
            return new WatchMatch(null, null, "its result is gone");
        }

        var match = await matcher.MatchAsync(before, cancellationToken);
        if (!match.IsMatched || match.Data is null)
        {
            return new WatchMatch(null, null, match.Problem);
        }

        if (results.Make(before, match) is not { } result)
        {
            return new WatchMatch(match.Data, null, null);
        }

        var request = new ScanRequest(before.Reference, before.Platform, new ScanOptions(), WatchLooker.RequestedBy(watch)) { Priority = ScanPriority.Schedule };
        await store.KeepResultAsync(result, request, cancellationToken);
        return new WatchMatch(match.Data, result.Id, null);
    }
}

/// <summary>What a comparison came to.</summary>
/// <param name="Database">The database; null when nothing was compared.</param>
/// <param name="Result">The result; null when everything is as it was.</param>
/// <param name="Problem">Why nothing was compared.</param>
internal sealed record WatchMatch(string? Database, ScanId? Result, string? Problem);
