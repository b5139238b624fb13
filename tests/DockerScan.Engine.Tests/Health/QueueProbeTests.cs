using DockerScan.Core.Health;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Health;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Engine.Tests.Health;

public sealed class QueueProbeTests
{
    private const string NextStep = "start serve, or a node with the role worker, and look at its log";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeScanStore _store;
    private readonly QueueSight _sight = new();
    private readonly QueueProbe _probe;

    public QueueProbeTests()
    {
        _store = new FakeScanStore(_time);
        _probe = new QueueProbe(_store, _sight, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProbeAsync_NothingWaits_IsHealthy()
        => Assert.Equal(new HealthReport("queue", HealthStatus.Healthy, "nothing waits, 0 run"), await OnlyAsync());

    [Fact]
    public async Task ProbeAsync_NobodyTakesAScanForTwoMinutes_IsDegradedWithTheNextStep()
    {
        await EnqueueAsync(1);
        await EnqueueAsync(2);

        _time.Advance(TimeSpan.FromSeconds(119));
        var before = await OnlyAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var after = await OnlyAsync();

        Assert.Equal(new HealthReport("queue", HealthStatus.Healthy, "2 wait, 0 run; the oldest has waited for 119 s"), before);
        Assert.Equal(new HealthReport("queue", HealthStatus.Degraded, "2 wait, and nobody takes one; the oldest has waited for 120 s", NextStep), after);
    }

    [Fact]
    public async Task ProbeAsync_OneRuns_TheOthersMayWaitForLong()
    {
        await EnqueueAsync(1);
        await EnqueueAsync(2);
        _time.Advance(TimeSpan.FromHours(1));
        await ClaimAsync();

        Assert.Equal(new HealthReport("queue", HealthStatus.Healthy, "1 wait, 1 run; the oldest has waited for 3600 s"), await OnlyAsync());
    }

    // A killed worker's scan stays "running" in the store, and would speak for a worker that is not there.
    [Fact]
    public async Task ProbeAsync_TheOnlyWorkerDiedWithAScanInHand_NobodyTakesOne()
    {
        await EnqueueAsync(1);
        await EnqueueAsync(2);
        await ClaimAsync();

        _time.Advance(Lease + TimeSpan.FromMinutes(2));

        Assert.Equal(new HealthReport("queue", HealthStatus.Degraded, "2 wait, and nobody takes one; the oldest has waited for 180 s", NextStep), await OnlyAsync());
        Assert.Equal(new QueueLook(2, 0, TimeSpan.FromMinutes(3), 0), _sight.Latest);
    }

    [Fact]
    public async Task ProbeAsync_OnlyWhatAWorkerLeft_IsDegradedAfterTwoMinutesAndWellOnceItIsTaken()
    {
        await EnqueueAsync(1);
        await ClaimAsync();
        _time.Advance(Lease + TimeSpan.FromSeconds(1));

        var seen = await OnlyAsync();
        _time.Advance(TimeSpan.FromMinutes(2));
        var later = await OnlyAsync();
        await ClaimAsync();
        var taken = await OnlyAsync();
        _time.Advance(Lease + TimeSpan.FromSeconds(1));
        var again = await OnlyAsync();

        Assert.Equal("1 wait, 0 run; the oldest has waited for 0 s", seen.Detail);
        Assert.Equal((HealthStatus.Degraded, "1 wait, and nobody takes one; the oldest has waited for 120 s"), (later.Status, later.Detail));
        Assert.Equal(new HealthReport("queue", HealthStatus.Healthy, "nothing waits, 1 run"), taken);
        // Another one that was left is not as old as the first.
        Assert.Equal("1 wait, 0 run; the oldest has waited for 0 s", again.Detail);
    }

    [Fact]
    public async Task ProbeAsync_ClockWentBack_NobodyHasWaitedForLessThanNothing()
    {
        await _store.EnqueueAsync(ScanSamples.Id(1), ScanSamples.Request("app:1"), _time.GetUtcNow().AddHours(1), Token);

        Assert.Equal("1 wait, 0 run; the oldest has waited for 0 s", (await OnlyAsync()).Detail);
    }

    [Theory]
    [InlineData(1, "workers ended over these scans, and nobody takes them again: scan000000")]
    [InlineData(7, "workers ended over these scans, and nobody takes them again: scan000000, scan000001, scan000002, scan000003, scan000004 (+2)")]
    public async Task ProbeAsync_DeadLetters_AreNamedByTheirIdsAlone(int count, string expected)
    {
        for (var number = 0; number < count; number++)
        {
            await EnqueueAsync(number);
            await _store.BuryAsync(ScanSamples.Result(ScanSamples.Id(number)), await ClaimAsync(), Token);
        }

        var reports = await _probe.ProbeAsync(Token);

        Assert.Equal("queue", reports[0].Part);
        Assert.Equal(new HealthReport("dead letters", HealthStatus.Degraded, expected, "look for their ids in the workers' logs; rescan with the id tries one again"), reports[1]);
        Assert.Equal(count, _sight.Latest?.Dead);
    }

    [Fact]
    public async Task ProbeAsync_StoreIsAway_SaysNothingAndNoNumberOfBeforeStands()
    {
        await EnqueueAsync(1);
        await OnlyAsync();
        _store.IsAway = true;

        Assert.Empty(await _probe.ProbeAsync(Token));
        Assert.Null(_sight.Latest);
    }

    private Task<EnqueuedScan> EnqueueAsync(int number) => _store.EnqueueAsync(ScanSamples.Id(number), ScanSamples.Request($"app:{number}"), _time.GetUtcNow(), Token);

    private async Task<Claim> ClaimAsync() => (await _store.ClaimAsync(new ClaimWish("worker", Lease), Token))!.Claim;

    private async Task<HealthReport> OnlyAsync() => Assert.Single(await _probe.ProbeAsync(Token));
}
