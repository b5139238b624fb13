using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Pipeline;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Queue;

internal sealed class ScanWorker(
    IScanStore store, ScanPipeline pipeline, ICaptureFiles captures, ScanProgressHub hub, WorkerPresence presence, IIdGenerator ids,
    IOptions<ScanningOptions> options, TimeProvider time, ILogger<ScanWorker> logger) : IScanWorker
{
    private static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(10);
    private readonly string _name = presence.Name;

    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    public async Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
    {
        var job = await store.ClaimAsync(_name, Lease, time.GetUtcNow(), only, cancellationToken);
        if (job is null)
        {
            return false;
        }

        using var stop = new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, cancellationToken);
        hub.Started(job.Id, stop);
        var renewal = RenewAsync(job.Id, both);
        try
        {
            Log.Claimed(logger, job.Id, job.Attempts);
            await RunAsync(job, both.Token);
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync(job.Id, stop.IsCancellationRequested ? OnStop.Cancel : onStop);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            await both.CancelAsync();
            await renewal;
            hub.Ended(job.Id);
        }

        return true;
    }

    private async Task RunAsync(ScanJob job, CancellationToken cancellationToken)
    {
        var end = job.Attempts > options.Value.MaxAttempts
            ? new PipelineEnd(pipeline.GiveUp(job, new ScanFailure(FailureKind.Internal, $"given up after {job.Attempts - 1} attempts that did not end")), false)
            : await GuardAsync(job, cancellationToken);
        var isStored = end.IsReused
            ? await store.FinishWithAsync(job.Id, end.Result.Id, _name, time.GetUtcNow(), cancellationToken)
            : await store.FinishAsync(end.Result, _name, cancellationToken);
        if (!isStored)
        {
            Log.LeaseLost(logger, job.Id);
        }
        else if (end.Capture is { } capture)
        {
            await KeepAsync(job.Id, capture);
        }
    }

    // After the result: whoever lost the lease must not replace the other worker's capture, and a scan that is given up leaves none.
    private async Task KeepAsync(ScanId scan, CapturedFrames capture)
    {
        // The result says that there is one, so a stop at this moment does not leave it behind.
        using var limit = new CancellationTokenSource(CleanupLimit, time);
        try
        {
            await captures.KeepAsync(scan, capture, limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // The result stands without it, and reports name only a capture that is there.
            Log.CaptureNotKept(logger, e, scan);
        }
    }

    private async Task<PipelineEnd> GuardAsync(ScanJob job, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.RunAsync(job, new HubObserver(hub, job.Id), cancellationToken);
        }
        catch (EngineException e)
        {
            return new PipelineEnd(pipeline.GiveUp(job, e.Failure), IsReused: false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary: the person gets an id, the log gets the rest.
            var id = ids.NewId();
            Log.ScanBroke(logger, e, job.Id, id);
            return new PipelineEnd(pipeline.GiveUp(job, new ScanFailure(FailureKind.Internal, $"internal error, id {id}")), IsReused: false);
        }
    }

    private async Task RenewAsync(ScanId scan, CancellationTokenSource running)
    {
        try
        {
            while (true)
            {
                // No exception for what happens to every scan: it ended, and nothing is left to renew.
                await Task.Delay(Lease / 3, time, running.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (running.IsCancellationRequested)
                {
                    return;
                }

                if (!await store.RenewAsync(scan, _name, Lease, time.GetUtcNow(), running.Token))
                {
                    // Somebody else has the scan, or it was cancelled: going on would only waste the machine.
                    Log.LeaseLost(logger, scan);
                    await running.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // The scan ended: nothing is left to renew.
        }
        catch (Exception e)
        {
            // A store that cannot be reached cannot take the result either.
            Log.RenewalBroke(logger, e, scan);
            await running.CancelAsync();
        }
    }

    private async Task GiveBackAsync(ScanId scan, OnStop onStop)
    {
        using var limit = new CancellationTokenSource(CleanupLimit, time);
        try
        {
            await (onStop == OnStop.Cancel ? store.CancelAsync(scan, _name, limit.Token) : store.ReleaseAsync(scan, _name, limit.Token));
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // The lease runs out by itself and the scan is claimed again.
            Log.GiveBackBroke(logger, e, scan);
        }
    }

    private sealed class HubObserver(ScanProgressHub hub, ScanId scan) : IStageObserver
    {
        public void Report(StageProgress progress) => hub.Report(scan, progress);
    }
}
