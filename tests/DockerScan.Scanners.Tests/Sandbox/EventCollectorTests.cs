using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>Whatever of a sentinel's output cannot be taken at its word is a failure with its reason.</summary>
public sealed class EventCollectorTests : IAsyncDisposable
{
    private const SandboxRole Role = SandboxRole.Network;

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSession _session = new();
    private readonly EventCollector _collector;

    public EventCollectorTests() => _collector = new EventCollector("network", _time);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task CollectAsync_GoodLines_EventsInOrderAndNoFailure()
    {
        _session.Say(Role, new HelloEvent(SentinelSchema.Version, "network"), new ReadyEvent("x"), new ByeEvent("stopped"));

        await CollectAsync();

        Assert.Equal([typeof(HelloEvent), typeof(ReadyEvent), typeof(ByeEvent)], _collector.Events().Select(each => each.GetType()));
        Assert.Empty(_collector.Failures());
    }

    // Whoever makes the watcher end within the second in which it also ends itself must not look like an image that just ended.
    [Theory]
    [InlineData(false, "the network sentinel was told to end, and not by its host")]
    [InlineData(true, null)]
    public async Task CollectAsync_Farewell_IsAnAttackUnlessItWasAskedFor(bool mayEnd, string? expected)
    {
        _collector.MayEnd = mayEnd;
        _session.Say(Role, new HelloEvent(SentinelSchema.Version, "network"), new ReadyEvent("x"), new ByeEvent("stopped"));

        await CollectAsync();

        Assert.Equal(expected, _collector.Attack);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("""{"type":"nonsense"}""")]
    [InlineData("""{"type":"ready"}x""")]
    [InlineData("""{"type":"connection","id":1}""")]
    [InlineData("""{"type":"ready","details":""")]
    [InlineData("")]
    public async Task CollectAsync_LineThatIsNoEvent_Failure(string line)
    {
        _session.SayLine(Role, line);

        await CollectAsync();

        Assert.Equal(["a line of the network sentinel cannot be read"], _collector.Failures());
        Assert.Empty(_collector.Events());
    }

    [Fact]
    public async Task CollectAsync_Null_Failure()
    {
        _session.SayLine(Role, "null");

        await CollectAsync();

        Assert.Single(_collector.Failures());
    }

    [Fact]
    public async Task CollectAsync_CutLine_FailureAndNoEvent()
    {
        _session.SayLine(Role, """{"type":"ready","details":"x"}""", isCut: true);

        await CollectAsync();

        Assert.Equal(["the network sentinel wrote more than is read"], _collector.Failures());
        Assert.Empty(_collector.Events());
        await Assert.ThrowsAsync<SandboxFailedException>(() => _collector.Ready);
    }

    [Fact]
    public async Task CollectAsync_ErrorOutput_FailureInItsWords()
    {
        _session.SayLine(Role, "panic: \u001b[31mno memory", isError: true);

        await CollectAsync();

        Assert.Equal(["the network sentinel wrote: panic: \ufffd[31mno memory"], _collector.Failures());
    }

    [Theory]
    [InlineData(SentinelSchema.Version + 1)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task CollectAsync_OtherSchema_FailureNamesBoth(int schema)
    {
        _session.Say(Role, new HelloEvent(schema, "network"));

        await CollectAsync();

        Assert.Equal([$"the network sentinel speaks schema {schema}; this program knows {SentinelSchema.Version}"], _collector.Failures());
    }

    [Fact]
    public async Task CollectAsync_FailureEvent_FailureInItsWords()
    {
        _session.Say(Role, new FailureEvent("capture", "no socket"));

        await CollectAsync();

        Assert.Equal(["capture: no socket"], _collector.Failures());
    }

    [Fact]
    public async Task CollectAsync_EndlessGarbage_FailuresStayBounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            _session.SayLine(Role, new string('x', 5000), isError: true);
        }

        await CollectAsync();

        Assert.Equal(20, _collector.Failures().Count);
        Assert.All(_collector.Failures(), failure => Assert.InRange(failure.Length, 1, 300));
    }

    [Fact]
    public async Task CollectAsync_MoreEventsThanTheBound_KeepsTheBoundAndCountsTheRest()
    {
        for (var i = 0; i < 100_003; i++)
        {
            _session.SayLine(Role, """{"type":"bye","reason":"x"}""");
        }

        await CollectAsync();

        Assert.Equal(100_000, _collector.Events().Count);
        Assert.Equal(["3 events of the network sentinel are over the bound of 100000"], _collector.Failures());
    }

    [Fact]
    public async Task Ready_EndsBefore_FailsWithTheFirstReason()
    {
        _session.SayLine(Role, "cannot open the capture", isError: true);
        _session.SayLine(Role, "second", isError: true);

        await CollectAsync();

        var error = await Assert.ThrowsAsync<SandboxFailedException>(() => _collector.Ready);
        Assert.Equal("the network sentinel ended before it was ready: the network sentinel wrote: cannot open the capture", error.Message);
    }

    [Fact]
    public async Task Ready_NotAWord_SaysSo()
    {
        await CollectAsync();

        var error = await Assert.ThrowsAsync<SandboxFailedException>(() => _collector.Ready);
        Assert.Equal("the network sentinel ended before it was ready: it said nothing", error.Message);
    }

    [Fact]
    public async Task CollectAsync_LinesBreak_TheFaultAndNotReady()
    {
        _session.EndLines(Role, new IOException("gone"));

        await Assert.ThrowsAsync<IOException>(CollectAsync);

        await Assert.ThrowsAsync<SandboxFailedException>(() => _collector.Ready);
    }

    [Fact]
    public async Task CollectAsync_Cancelled_EndsAndIsNotReady()
    {
        using var source = new CancellationTokenSource();
        var collecting = _collector.CollectAsync(_session.ReadLinesAsync(Role, 1, source.Token), source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collecting);
        await Assert.ThrowsAsync<SandboxFailedException>(() => _collector.Ready);
    }

    [Fact]
    public async Task DelayMs_OneHeartbeatComesLate_ByThatMuch()
    {
        var lines = ReadAsync(
            (TimeSpan.Zero, Heartbeat(1000)), (TimeSpan.FromSeconds(1), Heartbeat(2000)), (TimeSpan.FromMilliseconds(1300), Heartbeat(3000)), (TimeSpan.FromMilliseconds(900), Heartbeat(4000)));

        await _collector.CollectAsync(lines, TestContext.Current.CancellationToken);

        Assert.Equal(300, _collector.DelayMs);
        Assert.Equal((1000, 4000), (_collector.FirstHeartbeat!.Ms, _collector.LastHeartbeat!.Ms));
    }

    [Fact]
    public async Task DelayMs_OneHeartbeat_NotKnown()
    {
        await _collector.CollectAsync(ReadAsync((TimeSpan.Zero, Heartbeat(1000))), TestContext.Current.CancellationToken);

        Assert.Null(_collector.DelayMs);
    }

    private static SandboxLine Heartbeat(long ms)
        => new(Role, false, $$"""{"type":"heartbeat","seq":1,"ms":{{ms}},"rssKiB":1,"cpuMs":1,"processes":1,"freeBytes":-1,"openConnections":0}""", false);

    private async IAsyncEnumerable<SandboxLine> ReadAsync(params (TimeSpan After, SandboxLine Line)[] lines)
    {
        foreach (var (after, line) in lines)
        {
            _time.Advance(after);
            yield return line;
            await Task.CompletedTask;
        }
    }

    private Task CollectAsync()
    {
        _session.EndLines(Role);
        return _collector.CollectAsync(_session.ReadLinesAsync(Role, 1 << 20, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
