using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The probe says what is broken, and never throws for it.</summary>
public sealed class SandboxProbeTests : IDisposable
{
    private readonly SandboxBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task ProbeAsync_SelfTestPasses_Healthy()
        => Assert.Equal(new HealthReport("sandbox", HealthStatus.Healthy, "self-test passed: nothing left the machine unseen"), await ProbeAsync());

    [Fact]
    public async Task ProbeAsync_AnotherProcessProvedIt_SaysWhen()
    {
        _bed.Settings.ProofPath = _bed.ProofPath;
        _bed.Time.SetUtcNow(new DateTimeOffset(2026, 11, 30, 8, 20, 0, TimeSpan.Zero));
        await _bed.EnsureAsync();
        var proven = _bed.Time.GetUtcNow();

        var reports = await new SandboxProbe(_bed.Process(), _bed.Sentinel).ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"self-test passed at {proven:yyyy-MM-dd HH:mm:ss} UTC: nothing left the machine unseen", Assert.Single(reports).Detail);
        Assert.Single(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task ProbeAsync_NoSentinel_UnhealthyAndNothingStarted()
    {
        File.Delete(_bed.Sentinel.Path);

        var report = await ProbeAsync();

        Assert.Equal((HealthStatus.Unhealthy, "the sentinel binary is missing"), (report.Status, report.Detail));
        Assert.Empty(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task ProbeAsync_SelfTestFails_UnhealthyWithTheReason()
    {
        _bed.Engine.Script = (_, session) => SelfTestEvents.Write(session, "the web request");

        var report = await ProbeAsync();

        Assert.Equal((HealthStatus.Unhealthy, "the self-test failed: the sandbox did not see the web request"), (report.Status, report.Detail));
    }

    [Fact]
    public async Task ProbeAsync_EngineFails_UnhealthyWithItsWords()
    {
        _bed.Engine.DescribeFault = new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "the engine is gone"));

        var report = await ProbeAsync();

        Assert.Equal((HealthStatus.Unhealthy, "the engine is gone"), (report.Status, report.Detail));
    }

    [Fact]
    public async Task ProbeAsync_ContainersDoNotEnd_Unhealthy()
    {
        _bed.Engine.Script = (_, session) =>
        {
            SelfTestEvents.Write(session);
            session.At["stop Network"] = () => throw new TimeoutException();
        };

        var report = await ProbeAsync();

        Assert.Equal((HealthStatus.Unhealthy, "the engine did not end the self-test's containers in time"), (report.Status, report.Detail));
    }

    private async Task<HealthReport> ProbeAsync()
        => Assert.Single(await _bed.DriveAsync(new SandboxProbe(_bed.SelfTest, _bed.Sentinel).ProbeAsync(TestContext.Current.CancellationToken)));
}
