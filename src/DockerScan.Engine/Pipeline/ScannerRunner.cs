using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Pipeline;

/// <summary>Runs one scanner within its time limit and turns whatever happens into a named outcome.</summary>
internal sealed class ScannerRunner(IIdGenerator ids, TimeProvider time, ILogger<ScannerRunner> logger)
{
    public async Task<ScannerOutcome> RunAsync(
        IImageScanner scanner, ScannerInput input, StageLog log, CancellationToken cancellationToken)
    {
        var started = log.Start(scanner.Id);
        var outcome = Judged(await GuardAsync(scanner, input with { News = new Teller(log, scanner.Id) }, cancellationToken));
        log.End(scanner.Id, started, outcome.Outcome, ReasonOf(outcome), outcome.Evidence, outcome.Gaps, outcome.Packages);
        return outcome;
    }

    // A scanner cannot call itself complete over a gap that says otherwise.
    private static ScannerOutcome Judged(ScannerOutcome outcome)
        => outcome.Outcome == StageOutcome.Completed && CheckTable.Conclude(outcome.Gaps) is { Outcome: not StageOutcome.Completed } judged
            ? outcome with { Outcome = judged.Outcome, Reason = judged.Reason }
            : outcome;

    private static string? ReasonOf(ScannerOutcome outcome)
        => outcome.Outcome == StageOutcome.Completed ? null : outcome.Reason ?? "the scanner gave no reason";

    private async Task<ScannerOutcome> GuardAsync(IImageScanner scanner, ScannerInput input, CancellationToken cancellationToken)
    {
        var limit = scanner.GetTimeLimit(input.Image);
        using var timer = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await scanner.ScanAsync(input, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && timer.IsCancellationRequested)
        {
            return ScannerOutcome.Without(StageOutcome.TimedOut, $"it took longer than its limit of {limit.TotalSeconds:0} s");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (EngineException e)
        {
            return ScannerOutcome.Without(StageOutcome.Failed, e.Failure.Message);
        }
        catch (Exception e)
        {
            // The boundary: a bug in one scanner must neither end the others nor pass for a clean result.
            var id = ids.NewId();
            Log.ScannerBroke(logger, e, scanner.Id, id);
            return ScannerOutcome.Without(StageOutcome.Failed, $"internal error, id {id}");
        }
    }

    private sealed class Teller(StageLog log, string stage) : IProgress<StageNews>
    {
        public void Report(StageNews value) => log.Tell(stage, value);
    }
}
