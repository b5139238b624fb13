using DockerScan.Core.Health;
using DockerScan.Scanners.Tests.Trivy.Matching;
using DockerScan.Scanners.Tests.Trivy.Support;

namespace DockerScan.Scanners.Tests.Trivy.Server;

/// <summary>The doctor's line about the server: what is not there is never unhealthy, for scans do without.</summary>
[Collection(ChildProcesses.Name)]
public sealed class TrivyServerHealthProbeTests : IDisposable
{
    private readonly KnownContentBed _bed = new();

    [Theory]
    [InlineData(false, null, HealthStatus.Healthy, "not kept (Trivy:KeepServer)")]
    [InlineData(true, null, HealthStatus.Healthy, "none for this program and database now; serve and chat keep one")]
    [InlineData(true, "its disk is full", HealthStatus.Degraded, "not running: its disk is full; scans run the command")]
    public async Task ProbeAsync_NoServer_SaysWhy(bool isKept, string? problem, HealthStatus status, string detail)
    {
        _bed.WriteStub();
        _bed.Servers.IsThere = false;
        _bed.Bed.Options.KeepServer = isKept;
        _bed.Bed.Alarm.Problem = problem;

        var line = Assert.Single(await _bed.Bed.ServerHealth.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("trivy server", status, detail), (line.Part, line.Status, line.Detail));
        Assert.Equal(status == HealthStatus.Healthy, line.NextStep is null);
    }

    [Fact]
    public async Task ProbeAsync_Server_IsDescribedAndAskedWhetherItAnswers()
    {
        _bed.WriteStub();

        var running = Assert.Single(await _bed.Bed.ServerHealth.ProbeAsync(TestContext.Current.CancellationToken));
        _bed.Server.Failure = () => new InvalidOperationException();
        var silent = Assert.Single(await _bed.Bed.ServerHealth.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HealthStatus.Healthy, running.Status);
        Assert.Matches($@"^running, process {Environment.ProcessId} on 127\.0\.0\.1:1, version 0\.74\.0 of August 2026, database 6 days old, \d+ MiB$", running.Detail);
        Assert.Equal(HealthStatus.Degraded, silent.Status);
    }

    [Fact]
    public async Task ProbeAsync_NoTrivy_LeavesItToTrivysOwnLine()
    {
        _bed.Bed.Options.Path = "/does/not/exist";

        Assert.Empty(await _bed.Bed.ServerHealth.ProbeAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _bed.Dispose();
}
