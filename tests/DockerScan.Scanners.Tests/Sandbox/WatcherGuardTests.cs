using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>When the inspector can be trusted no more.</summary>
public sealed class WatcherGuardTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSession _session = new();
    private readonly EventCollector _inspector;
    private readonly EventCollector _network;
    private readonly WatcherGuard _guard;
    private readonly Task _inspecting;
    private readonly Task _networking;

    public WatcherGuardTests()
    {
        _inspector = new EventCollector("inspect", _time);
        _network = new EventCollector("network", _time);
        _guard = new WatcherGuard(_inspector, _network, _time);
        _inspecting = _inspector.CollectAsync(_session.ReadLinesAsync(SandboxRole.Inspector, 1 << 20, default), default);
        _networking = _network.CollectAsync(_session.ReadLinesAsync(SandboxRole.Network, 1 << 20, default), default);
    }

    public async ValueTask DisposeAsync()
    {
        _session.EndLines(SandboxRole.Inspector);
        _session.EndLines(SandboxRole.Network);
        await Task.WhenAll(_inspecting, _networking);
        await _session.DisposeAsync();
    }

    [Fact]
    public async Task Ask_BothBeat_IsWell()
    {
        for (var i = 0; i < 20; i++)
        {
            await BeatAsync(_inspector, SandboxRole.Inspector);
            await BeatAsync(_network, SandboxRole.Network);
            _time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Null(_guard.Ask());
        }
    }

    [Fact]
    public async Task Ask_InspectorAloneFallsSilent_IsAnAttack()
    {
        await BeatAsync(_inspector, SandboxRole.Inspector);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await BeatAsync(_network, SandboxRole.Network);
        Assert.Null(_guard.Ask());

        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("the inspector fell silent for 1.6 s", _guard.Ask());
    }

    [Fact]
    public async Task Ask_BothAreSilent_IsABusyMachine()
    {
        await BeatAsync(_inspector, SandboxRole.Inspector);
        await BeatAsync(_network, SandboxRole.Network);

        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Null(_guard.Ask());
    }

    [Fact]
    public async Task Ask_InspectorEnds_IsAnAttackUnlessTheTargetsEndFollows()
    {
        _session.EndLines(SandboxRole.Inspector);
        await _inspecting;
        Assert.Null(_guard.Ask());

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("the inspector ended while the image ran", _guard.Ask());
    }

    [Theory]
    [InlineData(AttackEvent.Became, "a process has the inspector's user (pid 9: sh -c x)")]
    [InlineData(AttackEvent.Asked, "a process asked for the inspector's user and was refused (pid 9: sh -c x)")]
    [InlineData(AttackEvent.Signal, "a process asked for a signal that cannot be refused and was refused (pid 9: sh -c x)")]
    [InlineData(AttackEvent.Paused, "the inspector was stopped and woken again")]
    public async Task Ask_AttackIsTold_IsSaidInWords(string how, string words)
    {
        _session.Say(SandboxRole.Inspector, new AttackEvent(how, 9, "sh -c x"));
        await SettledAsync(_inspector, events => events.OfType<AttackEvent>().Any());

        Assert.Equal(words, _guard.Ask());
    }

    [Fact]
    public async Task CollectAsync_SentinelWithoutItsGuards_IsRefused()
    {
        _session.Say(SandboxRole.Inspector, new HelloEvent(SentinelSchema.Version, "inspect") { Guards = false }, new ReadyEvent("x"));
        await SettledAsync(_inspector, events => events.OfType<ReadyEvent>().Any());

        Assert.Equal(["the inspect sentinel was built without its guards, for tests only"], _inspector.Failures());
        Assert.False(_inspector.IsUnguarded);
    }

    private Task BeatAsync(EventCollector collector, SandboxRole role)
    {
        var before = collector.Events().Count;
        _session.Say(role, new HeartbeatEvent(1, 1, 1, 1, 0));
        return SettledAsync(collector, events => events.Count > before);
    }

    // The lines are read by another thread.
    private static async Task SettledAsync(EventCollector collector, Func<IReadOnlyList<SentinelEvent>, bool> isThere)
    {
        while (!isThere(collector.Events()))
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
