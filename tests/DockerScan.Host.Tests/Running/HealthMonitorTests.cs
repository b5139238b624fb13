using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Engine.Health;
using DockerScan.Host.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Host.Tests.Running;

/// <summary>An answer about health does not wait for slow parts.</summary>
public sealed class HealthMonitorTests
{
    [Fact]
    public async Task Latest_PartThatNeverAnswers_IsAskedInTheBackground()
    {
        var probe = new SlowProbe();
        using var monitor = Make(probe);

        await monitor.StartAsync(TestContext.Current.CancellationToken);
        await probe.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Null(monitor.Latest);
        await monitor.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Latest_AfterTheFirstAnswer_IsThat()
    {
        var probe = new SlowProbe();
        using var monitor = Make(probe);
        await monitor.StartAsync(TestContext.Current.CancellationToken);

        probe.Answer.SetResult([new HealthReport("part", HealthStatus.Degraded, "so so")]);

        Assert.True(SpinWait.SpinUntil(() => monitor.Latest is not null, TimeSpan.FromSeconds(10)));
        Assert.Equal("part", Assert.Single(monitor.Latest!.Parts).Part);
        await monitor.StopAsync(TestContext.Current.CancellationToken);
    }

    private static HealthMonitor Make(IHealthProbe probe)
        => new(new HealthCheckup([probe], new Ids(), TimeProvider.System, NullLogger<HealthCheckup>.Instance), TimeProvider.System);

    private sealed class Ids : IIdGenerator
    {
        public string NewId() => "aaaaaaaaaaaa";
    }

    private sealed class SlowProbe : IHealthProbe
    {
        public string Part => "slow";

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<IReadOnlyList<HealthReport>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return Answer.Task.WaitAsync(cancellationToken);
        }
    }
}
