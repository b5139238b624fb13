using DockerScan.Core;
using DockerScan.Core.Health;

namespace DockerScan.Host.Running;

/// <summary>Asks every part how it is, all at once, each within its limit.</summary>
internal sealed class HealthCheckup(IEnumerable<IHealthProbe> probes, IIdGenerator ids, TimeProvider time, ILogger<HealthCheckup> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<HealthReport>> RunAsync(CancellationToken cancellationToken)
        => [.. (await Task.WhenAll(probes.Select(probe => AskAsync(probe, cancellationToken)))).SelectMany(reports => reports)];

    private async Task<IReadOnlyList<HealthReport>> AskAsync(IHealthProbe probe, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await probe.ProbeAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new HealthReport(Name(probe), HealthStatus.Unhealthy, $"no answer within {Limit.TotalSeconds:0} s", "look at the log, then try again")];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary: a probe that breaks is an unhealthy part, and the other parts still answer.
            var id = ids.NewId();
            Log.ProbeBroke(logger, e, Name(probe), id);
            return [new HealthReport(Name(probe), HealthStatus.Unhealthy, $"internal error, id {id}", "look at the log for this id")];
        }
    }

    private static string Name(IHealthProbe probe) => probe.GetType().Name.Replace("HealthProbe", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
