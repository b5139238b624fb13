using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Reputations;

/// <summary>The last stage: answers from what is kept, queues the rest, and never waits for the service.</summary>
internal sealed class ReputationStage(
    IReputationSource source, ReputationLookup lookup, ReputationAssessor assessor, IIdGenerator ids, TimeProvider time, ILogger<ReputationStage> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>A result is reused only while the same answers would give the same verdicts.</summary>
    public ScannerIdentity Identity => new(StageIds.VirusTotal, source.Version, source.Policy is null ? "off" : "on");

    /// <summary>The result with what is known, and with the stage's report in any case.</summary>
    public async Task<ScanResult> AddAsync(ScanRequest request, ScanResult result, StageLog log, CancellationToken cancellationToken)
    {
        var started = log.Start(StageIds.VirusTotal);
        var amended = await GuardAsync(request, result, started, cancellationToken);
        var report = amended.Stages.Single(stage => stage.Id == StageIds.VirusTotal);
        log.End(StageIds.VirusTotal, started, report.Outcome, report.Reason, report.Evidence);
        return amended with { FinishedAt = time.GetUtcNow() };
    }

    private async Task<ScanResult> GuardAsync(ScanRequest request, ScanResult result, long started, CancellationToken cancellationToken)
    {
        if (source.Policy is not { } policy)
        {
            return assessor.Without(result, StageOutcome.Skipped, "not configured (VirusTotal:ApiKey)", TimeSpan.Zero);
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var set = await lookup.AskAsync(result.Id, request, IndicatorCollector.Collect(result), policy, both.Token);
            return assessor.Apply(result, set, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return assessor.Without(result, StageOutcome.TimedOut, $"the store did not answer within {Limit.TotalSeconds:0} s", Limit);
        }
        catch (EngineException e)
        {
            return assessor.Without(result, StageOutcome.Failed, e.Failure.Message, time.GetElapsedTime(started));
        }
        catch (Exception e)
        {
            // The boundary: a bug here must neither lose the rest of the scan nor pass for a clean result.
            var id = ids.NewId();
            Log.StageBroke(logger, e, result.Id, id);
            return assessor.Without(result, StageOutcome.Failed, $"internal error, id {id}", time.GetElapsedTime(started));
        }
    }
}
