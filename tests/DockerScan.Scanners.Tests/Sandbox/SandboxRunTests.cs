using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The order of one run, and how its watching ends.</summary>
public sealed class SandboxRunTests : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly SandboxBed _bed = new();
    private readonly DelayWatch _time = new(TimeSpan.FromMilliseconds(100));
    private readonly ScriptedSession _session = new();
    private readonly SandboxRun _run;

    public SandboxRunTests()
    {
        var spec = _bed.Spec();
        _run = new SandboxRun(_session, spec with { Limits = spec.Limits with { MaxWrittenBytes = 10L << 20 } }, Window, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        _bed.Dispose();
    }

    [Fact]
    public async Task StartAsync_AllReady_NetworkThenTargetThenInspector()
    {
        await _run.StartAsync(Token);

        Assert.Equal(["start Network", "start Target", "start Inspector"], _session.Steps);
        Assert.Null(_run.StartError);
    }

    [Fact]
    public async Task StartAsync_NetworkNeverReady_TargetIsNotStarted()
    {
        _session.Begin[SandboxRole.Network] = [new HelloEvent(SentinelSchema.Version, "network")];
        var start = _run.StartAsync(Token);

        _time.Advance(TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<SandboxFailedException>(() => start);
        Assert.Equal("a sentinel was not ready within 20 s", error.Message);
        Assert.Equal(["start Network"], _session.Steps);
    }

    [Fact]
    public async Task StartAsync_NetworkDiesBeforeItIsReady_TargetIsNotStarted()
    {
        _session.Begin[SandboxRole.Network] = [new FailureEvent("sink", "no port")];
        _session.DiesAtStart.Add(SandboxRole.Network);

        var error = await Assert.ThrowsAsync<SandboxFailedException>(() => _run.StartAsync(Token));

        Assert.Equal("the network sentinel ended before it was ready: sink: no port", error.Message);
        Assert.Equal(["start Network"], _session.Steps);
    }

    [Fact]
    public async Task StartAsync_InspectorDiesBeforeItIsReady_Fails()
    {
        _session.Begin[SandboxRole.Inspector] = [];
        _session.DiesAtStart.Add(SandboxRole.Inspector);

        var error = await Assert.ThrowsAsync<SandboxFailedException>(() => _run.StartAsync(Token));

        Assert.Equal("the inspect sentinel ended before it was ready: it said nothing", error.Message);
    }

    [Fact]
    public async Task StartAsync_InspectorNeverReady_Fails()
    {
        _session.Begin[SandboxRole.Inspector] = [new HelloEvent(SentinelSchema.Version, "inspect")];
        var start = _run.StartAsync(Token);

        _time.Advance(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<SandboxFailedException>(() => start);
    }

    [Fact]
    public async Task StartAsync_CancelledWhileNotReady_Cancels()
    {
        using var source = new CancellationTokenSource();
        _session.Begin[SandboxRole.Inspector] = [];
        var start = _run.StartAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    [Fact]
    public async Task StartAsync_CommandCannotBeStarted_NoInspectorAndNothingToWatch()
    {
        _session.StartError = "no such file";

        await _run.StartAsync(Token);
        var watch = await _run.WatchAsync(Token);

        Assert.Equal("no such file", _run.StartError);
        Assert.Equal(new RunWatch(WindowEnded: false, KilledFor: null), watch);
        Assert.DoesNotContain("start Inspector", _session.Steps);
    }

    [Fact]
    public async Task WatchAsync_TargetRuns_LastsTheWholeWindow()
    {
        var watching = await WatchAsync();

        _time.Advance(Window - Tick);
        Assert.False(watching.IsCompleted);
        _time.Advance(Tick);

        Assert.Equal(new RunWatch(WindowEnded: true, KilledFor: null), await watching);
        Assert.Equal(Window, _run.Ran);
    }

    [Fact]
    public async Task WatchAsync_TargetEnds_EndsALittleLater()
    {
        var watching = await WatchAsync();

        _session.EndTarget(3);
        _time.Advance(Tick);
        await _time.Seen.WaitAsync(Token);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(new RunWatch(WindowEnded: false, KilledFor: null), await watching);
    }

    [Fact]
    public async Task WatchAsync_InspectorIsAttacked_TargetIsKilledAndTheRunEnds()
    {
        _session.Begin[SandboxRole.Inspector] = [.. _session.Begin[SandboxRole.Inspector], new AttackEvent(AttackEvent.Paused, 0, null)];
        var watching = await WatchAsync();

        _time.Advance(Tick);

        Assert.Equal("the inspector was stopped and woken again", (await watching).Attack);
        Assert.Equal("stop Target", _session.Steps[^1]);
    }

    [Fact]
    public async Task WatchAsync_InspectorEndsWhileTheTargetLives_TargetIsKilledAndTheRunEnds()
    {
        _session.DiesAtStart.Add(SandboxRole.Inspector);
        var watching = await WatchAsync();

        _time.Advance(Tick);
        Assert.False(watching.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1.1));

        Assert.Equal("the inspector ended while the image ran", (await watching).Attack);
        Assert.Equal("stop Target", _session.Steps[^1]);
    }

    [Fact]
    public async Task WatchAsync_Cancelled_Cancels()
    {
        using var source = new CancellationTokenSource();
        await _run.StartAsync(Token);
        var watching = _run.WatchAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task WatchAsync_WritesMoreThanItMay_EndsForItWhateverIsFree()
    {
        _session.WrittenBytes = 11L << 20;
        var watching = await WatchAsync();

        await PassAsync(watching);

        Assert.Equal(new RunWatch(WindowEnded: false, "it wrote more than 10 MiB, 11 MiB in all"), await watching);
    }

    [Fact]
    public async Task WatchAsync_WritesAsMuchAsItMay_LastsTheWholeWindow()
    {
        _session.WrittenBytes = 10L << 20;
        var watching = await WatchAsync();

        await PassAsync(watching);

        Assert.True((await watching).WindowEnded);
        Assert.InRange(_session.Steps.Count(step => step == "count"), 5, 30);
    }

    [Fact]
    public async Task StopAsync_AfterAWindow_FrozenThenInspectorThenTargetThenNetwork()
    {
        await _run.StartAsync(Token);

        await _run.StopAsync(Token);

        Assert.Equal(["freeze", "stop Inspector", "stop Target", "stop Network"], _session.Steps.Skip(3));
        Assert.Equal(new SandboxExit(137, IsOutOfMemory: false, Error: null), _run.Exit);
        Assert.IsType<ByeEvent>(_run.Network.Events()[^1]);
    }

    [Fact]
    public async Task StopAsync_OutOfMemory_IsTold()
    {
        await _run.StartAsync(Token);
        _session.EndTarget(137, isOutOfMemory: true);

        await _run.StopAsync(Token);

        Assert.True(_run.Exit!.IsOutOfMemory);
    }

    [Fact]
    public async Task StopAsync_SentinelDoesNotEnd_TimesOut()
    {
        await _run.StartAsync(Token);
        _session.StaysOpen.Add(SandboxRole.Network);
        var stopping = _run.StopAsync(Token);

        _time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<TimeoutException>(() => stopping);
    }

    [Fact]
    public async Task StopAsync_EngineLostTheTargetsEnd_Fails()
    {
        await _run.StartAsync(Token);
        _session.BreakWait(Gone());

        await Assert.ThrowsAsync<EngineException>(() => _run.StopAsync(Token));
    }

    [Theory]
    [InlineData("Network")]
    [InlineData("Inspector")]
    [InlineData("Target")]
    public async Task StopAsync_LinesBrokeInTheWindow_Fails(string role)
    {
        await _run.StartAsync(Token);
        _session.EndLines(Enum.Parse<SandboxRole>(role), Gone());

        await Assert.ThrowsAsync<EngineException>(() => _run.StopAsync(Token));
    }

    [Fact]
    public async Task DisposeAsync_InMidWindow_EndsItsReaders()
    {
        var session = new ScriptedSession();
        var run = new SandboxRun(session, _bed.Spec(), Window, _time);
        await run.StartAsync(Token);

        await run.DisposeAsync().AsTask().WaitAsync(Token);

        Assert.Equal(0, session.OpenReaders);
    }

    private static EngineException Gone() => new(new ScanFailure(FailureKind.EngineUnavailable, "the engine is gone"));

    // Started and waiting for the clock: all of it runs on this thread.
    private async Task<Task<RunWatch>> WatchAsync()
    {
        await _run.StartAsync(Token);
        return _run.WatchAsync(Token);
    }

    // Step by step, so that what is asked on the way is asked.
    private async Task PassAsync(Task watching)
    {
        for (var passed = TimeSpan.Zero; !watching.IsCompleted && passed < Window * 2; passed += Tick)
        {
            _time.Advance(Tick);
            await Task.Yield();
        }
    }
}
