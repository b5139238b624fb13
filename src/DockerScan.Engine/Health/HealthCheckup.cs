using DockerScan.Core;
using DockerScan.Core.Health;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Health;

/// <summary>Asks every part how it is, all at once, each within a limit: one that hangs or breaks hides no other.</summary>
public sealed class HealthCheckup(IEnumerable<IHealthProbe> probes, IIdGenerator ids, TimeProvider time, ILogger<HealthCheckup> logger)
{
    /// <summary>How every part is, in the order of the probes.</summary>
    /// <param name="limit">How long each may take.</param>
    /// <param name="cancellationToken">Ends it without an answer.</param>
    public async Task<IReadOnlyList<HealthReport>> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
        => [.. (await Task.WhenAll(probes.Select(probe => AskAsync(probe, limit, cancellationToken)))).SelectMany(reports => reports)];

    private async Task<IReadOnlyList<HealthReport>> AskAsync(IHealthProbe probe, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            // A probe may wait without the token, so the limit ends the waiting too. Who stops everything waits: a probe may have containers to remove.
            return await probe.ProbeAsync(both.Token).WaitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new HealthReport(probe.Part, HealthStatus.Unhealthy, FormattableString.Invariant($"no answer within {limit.TotalSeconds:0} s"), "look at the log, then try again")];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary: a probe that breaks is an unhealthy part, and the other parts still answer.
            var id = ids.NewId();
            Log.ProbeBroke(logger, e, probe.Part, id);
            return [new HealthReport(probe.Part, HealthStatus.Unhealthy, $"internal error, id {id}", "look at the log for this id")];
        }
    }
}
