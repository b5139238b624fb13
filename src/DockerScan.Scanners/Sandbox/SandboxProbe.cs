using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Words;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Runs the self-test for <c>doctor</c>, <c>/status</c> and <c>/healthz</c>; once it has passed it is not run again for a day, which is said.</summary>
internal sealed class SandboxProbe(SelfTest selfTest, SentinelFile sentinel) : IHealthProbe
{
    public string Part => "sandbox";

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken) => [await OneAsync(cancellationToken)];

    private async Task<HealthReport> OneAsync(CancellationToken cancellationToken)
    {
        if (!sentinel.Exists)
        {
            return new HealthReport(Part, HealthStatus.Unhealthy, "the sentinel binary is missing", "start through run.sh, which builds it, or set Sandbox:SentinelPath");
        }

        try
        {
            await selfTest.EnsureAsync(cancellationToken);
            return new HealthReport(Part, HealthStatus.Healthy, selfTest.KeptSince is { } since
                ? $"self-test passed at {Units.Time(since)}: nothing left the machine unseen" : "self-test passed: nothing left the machine unseen");
        }
        catch (SandboxFailedException e)
        {
            return new HealthReport(Part, HealthStatus.Unhealthy, e.Message, "see docs/sandbox.md, or scan with --no-sandbox");
        }
        catch (TimeoutException)
        {
            return new HealthReport(Part, HealthStatus.Unhealthy, "the engine did not end the self-test's containers in time", "see the engine above");
        }
        catch (EngineException e)
        {
            return new HealthReport(Part, HealthStatus.Unhealthy, e.Failure.Message, "see the engine above");
        }
    }
}
