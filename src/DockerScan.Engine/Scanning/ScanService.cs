using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Publishing;
using DockerScan.Engine.Work;

namespace DockerScan.Engine.Scanning;

internal sealed class ScanService(
    IScanStore store, ScanProgressHub hub, Publisher publisher, WaitingRuns waiting, IResultReader reader, IIdGenerator ids, TimeProvider time, WorkSignal signal) : IScanService
{
    // Both bounds keep a watcher cheap: a card is edited once a second at most, and a foreign scan is polled.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    // A worker looks once a second whether it is to stop, and removes what it made.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopInterval = TimeSpan.FromMilliseconds(250);

    public async Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        var enqueued = await store.EnqueueAsync(ScanId.Parse(ids.NewId()), request, time.GetUtcNow(), cancellationToken);
        signal.Set();
        return enqueued;
    }

    public async IAsyncEnumerable<ScanProgress> WatchAsync(
        ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // Before the store is asked: what changes in between wakes the watcher at once.
            var (_, changed, ended) = hub.Look(scan);
            if (await store.FindJobAsync(scan, cancellationToken) is not { } job)
            {
                yield break;
            }

            var here = hub.Look(scan);
            // What is worked on here is known here to the moment; of another process's scan the store has what was written last.
            var stages = here.Stages.Count > 0 ? here.Stages : job.Progress;
            if (job.State is ScanState.Finished or ScanState.Cancelled)
            {
                yield return new ScanProgress(scan, ScanPhase.Finished, 0, stages, job.ResultId);
                yield break;
            }

            var phase = job.State == ScanState.Queued ? ScanPhase.Queued : ScanPhase.Running;
            yield return new ScanProgress(scan, phase, job.Position, stages, null);
            // The end is told at once: whoever waits for an answer does not wait for a pause.
            await Task.WhenAny(ended, Task.Delay(ShortestPause, time, cancellationToken));
            await Task.WhenAny(changed, Task.Delay(PollInterval, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken)
        => await reader.ReadAsync(await store.FindResultAsync(scan, cancellationToken), cancellationToken);

    public async Task<string?> FindRequesterAsync(ScanId scan, CancellationToken cancellationToken)
        => (await store.FindJobAsync(scan, cancellationToken))?.Request.RequestedBy;

    public async Task<ScanRequest?> FindRequestAsync(ScanId scan, CancellationToken cancellationToken)
        => (await store.FindJobAsync(scan, cancellationToken))?.Request;

    public async Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken)
        => await reader.ReadAsync(await store.FindLatestAsync(reference.ToString(), cancellationToken), cancellationToken);

    public async Task<ScanResult?> FindLatestHadAsync(ImageReference reference, CancellationToken cancellationToken)
        => await reader.ReadAsync(await store.FindLatestHadAsync(reference.ToString(), cancellationToken), cancellationToken);

    public async Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => (await LiveQueue.FindAsync(store, cancellationToken)).Depth;

    public async Task<CancelAnswer> CancelAsync(ScanId scan, CancellationToken cancellationToken)
    {
        var answer = await store.CancelAsync(scan, cancellationToken);
        if (answer == CancelAnswer.Cancelled)
        {
            // Nobody had it in hand who would say so.
            await publisher.ChangedAsync(scan, 0);
            await waiting.WakeAsync(scan);
        }

        if (answer != CancelAnswer.Asked)
        {
            return answer;
        }

        // Here it need not wait until it looks.
        await hub.StopAsync(scan);
        return await AwaitEndAsync(scan, cancellationToken);
    }

    // Only what the store says in the end is said: a scan may have ended with a result in the same moment.
    private async Task<CancelAnswer> AwaitEndAsync(ScanId scan, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            switch ((await store.FindJobAsync(scan, cancellationToken))?.State)
            {
                case null:
                    return CancelAnswer.Unknown;
                case ScanState.Cancelled:
                    return CancelAnswer.Cancelled;
                case ScanState.Finished:
                    return CancelAnswer.Ended;
                default:
                    break;
            }

            if (time.GetElapsedTime(asked) >= StopPatience)
            {
                return CancelAnswer.Asked;
            }

            await Task.WhenAny(hub.Look(scan).Ended, Task.Delay(StopInterval, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
