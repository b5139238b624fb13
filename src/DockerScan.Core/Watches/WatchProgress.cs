using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Watches;

/// <summary>How what is known of a tag changes by a run. Pure. What failed changes nothing, and what is partial takes nothing away.</summary>
public static class WatchProgress
{
    /// <summary>How many failures in a row are said, once.</summary>
    public const int ToldFailures = 3;

    /// <summary>The registry answered.</summary>
    public static WatchTarget Looked(WatchTarget target, WatchLook look, WatchDecision decision)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(decision);
        var isSame = target.SeenDigest == look.Digest;
        var isWaiting = target.Basis is { } earlier && look.Basis.DiffersFrom(earlier) is not null && decision.Step != WatchStep.FullScan;
        var looked = target with
        {
            SeenDigest = look.Digest,
            SeenIndex = look.IndexDigest,
            SeenSince = isSame ? target.SeenSince : look.Now,
            WaitedRuns = isWaiting ? target.WaitedRuns + 1 : target.WaitedRuns,
        };
        // A scan says itself how it ended.
        return decision.Step == WatchStep.FullScan ? looked : looked with { Failures = 0, Problem = null };
    }

    /// <summary>The whole pipeline ended.</summary>
    /// <param name="target">What is known.</param>
    /// <param name="result">The result.</param>
    /// <param name="digest">What it is of, as the registry names it.</param>
    /// <param name="basis">What it looked with.</param>
    public static WatchTarget Scanned(WatchTarget target, ScanResult result, ImageDigest digest, WatchBasis basis)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(result);
        if (result.Failure is { } failure)
        {
            return Failed(target, failure);
        }

        return Added(target, result) with
        {
            ScannedDigest = digest,
            Basis = basis,
            LastFullAt = result.FinishedAt,
            PartialRuns = result.Complete ? 0 : target.ScannedDigest == digest ? target.PartialRuns + 1 : 1,
            WaitedRuns = 0,
            Failures = 0,
            Problem = null,
        };
    }

    /// <summary>The known packages were compared with another database.</summary>
    /// <param name="target">What is known.</param>
    /// <param name="result">The result that it gave; null when everything is as it was.</param>
    /// <param name="database">The database.</param>
    public static WatchTarget Matched(WatchTarget target, ScanResult? result, string database)
    {
        ArgumentNullException.ThrowIfNull(target);
        var matched = target with { Basis = target.Basis?.With(database), Failures = 0, Problem = null };
        return result is null ? matched : Added(matched, result);
    }

    /// <summary>It could not be looked at.</summary>
    public static WatchTarget Failed(WatchTarget target, ScanFailure problem)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(problem);
        return target with { Failures = target.Failures + 1, Problem = problem };
    }

    /// <summary>It has to wait, and nothing failed: the registry asks for that.</summary>
    public static WatchTarget Waits(WatchTarget target, ScanFailure problem)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(problem);
        return target with { Problem = problem };
    }

    // What the last complete result said stays in the baseline whatever comes after it, until the next complete one.
    private static WatchTarget Added(WatchTarget target, ScanResult result)
    {
        var baseline = target.Baseline.Where(scan => scan != result.Id).Prepend(result.Id).Take(WatchTarget.BaselineSize).ToList();
        if (result.Complete)
        {
            return target with { Baseline = baseline, LastComplete = result.Id };
        }

        if (target.LastComplete is { } complete && !baseline.Contains(complete))
        {
            baseline[^1] = complete;
        }

        return target with { Baseline = baseline };
    }
}
