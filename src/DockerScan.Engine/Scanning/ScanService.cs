using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;

namespace DockerScan.Engine.Scanning;

internal sealed class ScanService(IScanStore store, ScanProgressHub hub, IIdGenerator ids, TimeProvider time) : IScanService
{
    // Both bounds keep a watcher cheap: a card is edited once a second at most, and a foreign scan is polled.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    public async Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        var enqueued = await store.EnqueueAsync(ScanId.Parse(ids.NewId()), request, time.GetUtcNow(), cancellationToken);
        hub.Announce(enqueued.Job.Id, enqueued.Position);
        return enqueued;
    }

    public async IAsyncEnumerable<ScanProgress> WatchAsync(
        ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // Before the store is asked: what changes in between wakes the watcher at once.
            var (_, _, changed, ended) = hub.Look(scan);
            if (await store.FindJobAsync(scan, cancellationToken) is not { } job)
            {
                yield break;
            }

            var (stages, position, _, _) = hub.Look(scan);
            if (job.State is ScanState.Finished or ScanState.Cancelled)
            {
                yield return new ScanProgress(scan, ScanPhase.Finished, 0, stages, job.ResultId);
                yield break;
            }

            var phase = job.State == ScanState.Queued ? ScanPhase.Queued : ScanPhase.Running;
            yield return new ScanProgress(scan, phase, phase == ScanPhase.Queued ? position : 0, stages, null);
            // The end is told at once: whoever waits for an answer does not wait for a pause.
            await Task.WhenAny(ended, Task.Delay(ShortestPause, time, cancellationToken));
            await Task.WhenAny(changed, Task.Delay(PollInterval, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken)
        => store.FindResultAsync(scan, cancellationToken);

    public async Task<string?> FindRequesterAsync(ScanId scan, CancellationToken cancellationToken)
        => (await store.FindJobAsync(scan, cancellationToken))?.Request.RequestedBy;

    public async Task<ScanRequest?> FindRequestAsync(ScanId scan, CancellationToken cancellationToken)
        => (await store.FindJobAsync(scan, cancellationToken))?.Request;

    public Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken)
        => store.FindLatestAsync(reference.ToString(), cancellationToken);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => store.GetDepthAsync(cancellationToken);

    public async Task CancelAsync(ScanId scan, CancellationToken cancellationToken)
    {
        // A scan that runs here is stopped by its own token, and its worker then writes "cancelled".
        if (!await hub.TryStopAsync(scan))
        {
            await store.CancelAsync(scan, null, cancellationToken);
        }
    }
}
