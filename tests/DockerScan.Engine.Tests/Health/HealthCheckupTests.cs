using DockerScan.Core.Health;
using DockerScan.Engine.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Engine.Tests.Health;

public sealed class HealthCheckupTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Probe _probe = new();

    // A self-test of the sandbox has containers to remove: a program that did not wait for it would leave them.
    [Fact]
    public async Task RunAsync_Cancelled_WaitsForWhatTheProbeCleansUp()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Make().RunAsync(Limit, stop.Token);
        await _probe.Asked.Task;

        await stop.CancelAsync();
        await _probe.Cancelled.Task;

        Assert.False(running.IsCompleted);
        _probe.CleanedUp.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task RunAsync_ProbeThatHangs_IsUnhealthyAfterTheLimit()
    {
        var running = Make().RunAsync(Limit, TestContext.Current.CancellationToken);
        await _probe.Asked.Task;

        _time.Advance(Limit);

        Assert.Equal(("part", HealthStatus.Unhealthy, "no answer within 30 s"), Assert.Single(await running) is var report ? (report.Part, report.Status, report.Detail) : default);
        _probe.CleanedUp.SetResult();
    }

    private HealthCheckup Make() => new([_probe], new RandomIdGenerator(), _time, NullLogger<HealthCheckup>.Instance);

    private sealed class Probe : IHealthProbe
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource CleanedUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Part => "part";

        public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        {
            await using var told = cancellationToken.Register(Cancelled.SetResult);
            Asked.SetResult();
            await CleanedUp.Task;
            cancellationToken.ThrowIfCancellationRequested();
            return [];
        }
    }
}
