using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Engine.Pipeline;
using DockerScan.Engine.Publishing;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Queue;

/// <summary>What is done with a claimed scan: the pipeline, its progress into the store once a second, and its end.</summary>
internal sealed class ScanWork(
    IScanStore store, IWatchStore watches, ScanPipeline pipeline, ICaptureFiles captures, ScanProgressHub hub, Publisher publisher, WaitingRuns waiting, IIdGenerator ids,
    IOptions<ScanningOptions> options, TimeProvider time, ILogger<ScanWork> logger, NodeMetrics? metrics = null)
{
    private static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(10);

    // Somebody else goes on with it.
    private const string Released = "released";
    private const string Lost = "lost";

    public async Task<WorkEnd> DoAsync(Claimed<ScanJob> claimed, CancellationToken cancellationToken)
    {
        var job = claimed.Item;
        if (job.IsStopWanted)
        {
            // Its last worker died before it came to that.
            return await StopAsync(claimed, cancellationToken);
        }

        using var scope = Log.OfScan(logger, job.Id);
        using var span = NodeTraces.StartScan(job.Id, job.Attempts);
        var (started, outcome) = (time.GetTimestamp(), Released);
        Begin(job);
        using var stop = new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, cancellationToken);
        hub.Started(job.Id, stop);
        try
        {
            Log.Claimed(logger, job.Id, job.Attempts);
            outcome = await RunAsync(job, claimed.Claim, both.Token);
            return WorkEnd.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            outcome = "cancelled";
            return await StopAsync(claimed, cancellationToken);
        }
        finally
        {
            hub.Ended(job.Id, isOver: outcome is not (Released or Lost));
            span?.SetTag("dockerscan.outcome", outcome);
            metrics?.ScanEnded(outcome, time.GetElapsedTime(started));
        }
    }

    /// <summary>Writes how far the scan is, when that changed; else looks whether it is to stop.</summary>
    public Task<LeaseAnswer> BeatAsync(Claimed<ScanJob> claimed, CancellationToken cancellationToken)
        => hub.TakeNews(claimed.Item.Id) is { } stages
            ? store.ProgressAsync(claimed.Claim, stages, cancellationToken)
            : store.LookAsync(claimed.Claim, cancellationToken);

    /// <summary>Ends the scan without a result.</summary>
    public async Task<WorkEnd> StopAsync(Claimed<ScanJob> claimed, CancellationToken cancellationToken)
    {
        if (await store.StopAsync(claimed.Claim, cancellationToken) != LeaseAnswer.Stale)
        {
            await publisher.ChangedAsync(claimed.Item.Id, 0);
            await waiting.WakeAsync(claimed.Item.Id);
        }

        return WorkEnd.Done;
    }

    private void Begin(ScanJob job)
    {
        metrics?.ScanStarted();
        if (job.Attempts == 1)
        {
            metrics?.ScanWaited(job.Request.Priority.ToString().ToLowerInvariant(), time.GetUtcNow() - job.CreatedAt);
        }
    }

    // How it ended.
    private async Task<string> RunAsync(ScanJob job, Claim claim, CancellationToken cancellationToken)
    {
        var end = await AnswerAsync(job, cancellationToken) ?? await GuardAsync(job, claim, cancellationToken);
        var answer = await (end switch
        {
            { IsReused: true } => store.FinishWithAsync(end.Result.Id, claim, cancellationToken),
            { IsDead: true } => store.BuryAsync(end.Result, claim, cancellationToken),
            _ => store.FinishAsync(end.Result, claim, cancellationToken),
        });
        if (answer == LeaseAnswer.Stale)
        {
            Log.LeaseLost(logger, job.Id);
            metrics?.ClaimLost("scan");
            return Lost;
        }

        if (end.Capture is { } capture)
        {
            await KeepAsync(job.Id, capture);
        }

        await publisher.ChangedAsync(job.Id, end.Result.Revision);
        await SeeAsync(end.Result);
        await waiting.WakeAsync(job.Id);
        return Outcome(end);
    }

    private string Outcome(PipelineEnd end)
    {
        if (end.IsReused)
        {
            return "reused";
        }

        foreach (var stage in end.Result.Stages)
        {
            metrics?.StageEnded(stage.Id, stage.Outcome.ToString().ToLowerInvariant(), stage.Duration);
        }

        return end.IsDead ? "dead" : end.Result.Failure is not null ? "failed" : end.Result.Complete ? "complete" : "partial";
    }

    // What answers a scan without anything being done for it; null when it is to be done.
    private async Task<PipelineEnd?> AnswerAsync(ScanJob job, CancellationToken cancellationToken)
    {
        if (job.Losses >= options.Value.MaxLosses)
        {
            Log.Buried(logger, job.Id, job.Losses);
            return new PipelineEnd(pipeline.GiveUp(job, new ScanFailure(FailureKind.Internal, $"given up: {job.Losses} workers ended while they scanned it; rescan tries again")), IsReused: false, IsDead: true);
        }

        if (job.Attempts > options.Value.MaxAttempts)
        {
            return new PipelineEnd(pipeline.GiveUp(job, new ScanFailure(FailureKind.Internal, $"given up after {job.Attempts - 1} attempts that did not end")), IsReused: false);
        }

        // What ended workers a while ago is not tried on others because a schedule, or somebody who does not know of it, asks again.
        return !job.Request.Options.Force && await store.FindDeadAsync(job.Request, time.GetUtcNow().AddHours(-options.Value.ReuseHours), cancellationToken) is { } dead
            ? new PipelineEnd(dead, IsReused: true)
            : null;
    }

    // Since when a digest is known here; without it only that is known later.
    private async Task SeeAsync(ScanResult result)
    {
        if (result.Image?.Digest is not { } digest)
        {
            return;
        }

        using var limit = new CancellationTokenSource(CleanupLimit, time);
        try
        {
            await watches.SeeAsync(result.Reference.Repository, [digest], limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            Log.DigestNotKept(logger, e, result.Id);
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

    private async Task<PipelineEnd> GuardAsync(ScanJob job, Claim claim, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.RunAsync(job, claim, new HubObserver(hub, job.Id), cancellationToken);
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

    private sealed class HubObserver(ScanProgressHub hub, ScanId scan) : IStageObserver
    {
        public void Report(StageProgress progress) => hub.Report(scan, progress);
    }
}
