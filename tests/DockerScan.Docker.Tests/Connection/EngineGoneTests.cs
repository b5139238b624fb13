using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Tests.Connection;

public sealed class EngineGoneTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("unix:///nowhere/docker.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    public async Task EveryCall_NoEngine_IsEngineUnavailable(string host)
    {
        using var fixture = EngineFixture.Create(options => options.Host = host);

        var found = await fixture.Engine.FindAsync(ImageReference.Parse("redis"), null, Token);
        var report = Assert.Single(await new DockerHealthProbe(fixture.Connection).ProbeAsync(Token));

        Assert.Equal(FailureKind.EngineUnavailable, found.Failure!.Kind);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Contains("DOCKER_HOST", report.NextStep, StringComparison.Ordinal);
        var thrown = await Assert.ThrowsAsync<EngineException>(() => fixture.Engine.SweepAsync(Running.These(), Token));
        Assert.Equal(FailureKind.EngineUnavailable, thrown.Failure.Kind);
    }

    [Fact]
    public async Task FindAsync_CallerCancels_IsACancellation()
    {
        using var fixture = EngineFixture.Create(options => options.Host = "unix:///nowhere/docker.sock");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Engine.FindAsync(ImageReference.Parse("redis"), null, cancelled.Token));
    }
}
