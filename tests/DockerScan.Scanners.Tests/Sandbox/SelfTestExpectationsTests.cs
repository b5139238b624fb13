using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.SelfTest;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>Each thing that the self-test does must be seen, and nothing else.</summary>
public sealed class SelfTestExpectationsTests
{
    public static TheoryData<string> Words() => [.. SelfTestEvents.Network.Concat(SelfTestEvents.Inspect).Select(each => each.Words)];

    [Fact]
    public void Missing_AllSeen_Nothing() => Assert.Empty(SelfTestExpectations.Missing(Record()));

    [Theory]
    [MemberData(nameof(Words))]
    public void Missing_OneNotSeen_ItsWords(string words) => Assert.Equal([words], SelfTestExpectations.Missing(Record(words)));

    [Fact]
    public void Missing_NothingSeen_AllWords()
        => Assert.Equal(Words().Count, SelfTestExpectations.Missing(Record() with { NetworkEvents = [], InspectEvents = [] }).Count);

    [Fact]
    public void Missing_RightNumberButOneTwice_TheOther()
    {
        var record = Record("the UDP packet");

        Assert.Equal(["the UDP packet"], SelfTestExpectations.Missing(record with { NetworkEvents = [.. record.NetworkEvents, record.NetworkEvents[0]] }));
    }

    [Fact]
    public void Missing_PoolLoginWithoutItsWallet_IsNotSeen()
    {
        var record = Record("the pool login");
        var login = SelfTestEvents.Connection(SelfTestFacts.PoolAddress, SelfTestFacts.PoolPort, "stratum", details: new() { ["wallet"] = "another" });

        Assert.Equal(["the pool login"], SelfTestExpectations.Missing(record with { NetworkEvents = [.. record.NetworkEvents, login] }));
    }

    [Fact]
    public void Missing_ConnectionThatNobodyMade_IsNamed()
    {
        var record = Record();

        var missing = SelfTestExpectations.Missing(record with { NetworkEvents = [.. record.NetworkEvents, SelfTestEvents.Connection("192.0.2.66", 22, "ssh")] });

        Assert.Equal(["(but a connection that nobody made, to 192.0.2.66)"], missing);
    }

    [Fact]
    public void Missing_Failure_IsNamed()
        => Assert.Equal(["everything (capture: no socket)"], SelfTestExpectations.Missing(Record() with { Failures = ["capture: no socket"] }));

    [Theory]
    [InlineData(1, null, "its end (exit status 1: no output)")]
    [InlineData(139, "the last words", "its end (exit status 139: the last words)")]
    [InlineData(null, null, "its end (exit status unknown: no output)")]
    public void Missing_BadEnd_IsNamed(int? status, string? log, string words)
    {
        var record = Record() with { Exit = status is { } code ? new SandboxExit(code, IsOutOfMemory: false, Error: null) : null, LogTail = log is null ? [] : ["first", log] };

        Assert.Equal([words], SelfTestExpectations.Missing(record));
    }

    private static SandboxRecord Record(string? without = null) => new()
    {
        WindowSeconds = 15,
        TargetStartMs = 0,
        Configuration = new ImageConfiguration(),
        NetworkEvents = Events(SelfTestEvents.Network, without),
        InspectEvents = Events(SelfTestEvents.Inspect, without),
        Exit = new SandboxExit(0, IsOutOfMemory: false, Error: null),
    };

    private static IReadOnlyList<SentinelEvent> Events(IReadOnlyList<(string Words, SentinelEvent Event)> all, string? without)
        => [.. all.Where(each => each.Words != without).Select(each => each.Event)];
}
