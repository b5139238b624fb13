using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Core.Watches;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Watching;

/// <summary>
/// A run of a watch: it looks and decides, then waits for the scans that it asked for, then says and keeps what they gave. Between the two it
/// is given back, so that no place is held for as long as scans take; whoever claims it goes on where it was.
/// </summary>
internal sealed class WatchWork(IWatchStore store, WatchLooker looker, WatchEnding ending, SecondRuns second, RunningWatches running, IWatchNews news, ILogger<WatchWork> logger, NodeMetrics? metrics = null) : IWork<WatchRun>
{
    private const int MaxFailures = 5;
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30));

    // Scans take seconds to many minutes: soon at first, seldom later.
    private static readonly Backoff Polls = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1));

    public TimeSpan PauseAfter(WatchRun item) => Pauses.After(item.Failures);

    public async Task<WorkEnd> DoAsync(Claimed<WatchRun> claimed, CancellationToken cancellationToken)
    {
        var (run, claim) = claimed;
        if (await store.FindAsync(run.WatchId, cancellationToken) is not { Rests: false } watch)
        {
            // It was removed or paused since, or what it follows runs no more.
            return await EndAsync(run, claim, new WatchRunEnd(WatchRunOutcome.Overtaken, run.Counts), cancellationToken);
        }

        if (run.Failures >= MaxFailures)
        {
            Log.GivenUp(logger, run.WatchId, run.Planned);
            return await EndAsync(run, claim, new WatchRunEnd(WatchRunOutcome.Failed, run.Counts, GivenUp(run)), cancellationToken);
        }

        if (run.Scans is null)
        {
            if (await store.HasEarlierAsync(run, cancellationToken))
            {
                Log.Overtaken(logger, run.WatchId, run.Planned);
                return await EndAsync(run, claim, new WatchRunEnd(WatchRunOutcome.Overtaken, run.Counts), cancellationToken);
            }

            if (watch.IsOfRunning)
            {
                await store.EndAsync(claim, await running.FollowAsync(watch, cancellationToken), cancellationToken);
                return WorkEnd.Done;
            }

            var looked = await looker.LookAsync(watch, cancellationToken);
            if (looked.RetryAfter is { } wait)
            {
                Log.Waits(logger, run.WatchId, (int)wait.TotalMinutes);
                return WorkEnd.Again(wait);
            }

            if (looked.Failing.Count > 0)
            {
                await news.FailingAsync(run.Id, watch, looked.Failing, cancellationToken);
            }

            run = run with { Scans = looked.Scans, Counts = looked.Counts };
            if (looked.Scans.Count > 0 && await store.KeepAsync(claim, looked.Scans, looked.Counts, cancellationToken) == LeaseAnswer.Stale)
            {
                return WorkEnd.Done;
            }

            if (looked.Problem is { } problem)
            {
                return await EndAsync(run, claim, new WatchRunEnd(WatchRunOutcome.Failed, looked.Counts, problem), cancellationToken);
            }
        }

        if (await ending.EndAsync(run, watch, cancellationToken) is { } counts)
        {
            var end = await EndAsync(run, claim, new WatchRunEnd(WatchRunOutcome.Ended, counts), cancellationToken);
            // After its end: a run whose forerunner has not ended is left out.
            await second.PlanAsync(watch, cancellationToken);
            return end;
        }

        // Each claim of a run that waits is one look.
        return WorkEnd.Again(Polls.After((int)Math.Min(claim.Fence - 1, int.MaxValue)));
    }

    private static ScanFailure GivenUp(WatchRun run) => new(FailureKind.Internal, $"given up after {run.Failures} attempts that did not end");

    private async Task<WorkEnd> EndAsync(WatchRun run, Claim claim, WatchRunEnd end, CancellationToken cancellationToken)
    {
        await store.EndAsync(claim, end, cancellationToken);
        metrics?.WatchRunEnded(end.Outcome.ToString().ToLowerInvariant());
        if (end.Outcome == WatchRunOutcome.Ended)
        {
            Log.RunEnded(logger, run.WatchId, run.Planned, end.Counts.Scanned, end.Counts.Matched, end.Counts.Unchanged, end.Counts.Failed);
        }

        return WorkEnd.Done;
    }
}
