using DockerScan.Core.Sandbox;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.SelfTest;

namespace DockerScan.Scanners.Tests.Sandbox.Support;

/// <summary>What the sentinels tell of the self-test when all is well, each event by the words that the product has for it.</summary>
internal static class SelfTestEvents
{
    public static IReadOnlyList<(string Words, SentinelEvent Event)> Network { get; } =
    [
        ("the name question", new DnsEvent("udp", "10.0.0.2", SelfTestFacts.Name, "A", "198.18.0.1", 1)),
        ("the web request", Connection("198.18.0.1", 80, "http", SelfTestFacts.Name)),
        ("the pool login", Connection(SelfTestFacts.PoolAddress, SelfTestFacts.PoolPort, "stratum", details: new() { ["wallet"] = SelfTestFacts.Wallet })),
        ("the IPv6 connection", Connection(SelfTestFacts.AddressV6, SelfTestFacts.PortV6, null)),
        ("the UDP packet", new FlowEvent { Protocol = "udp", Address = SelfTestFacts.UdpAddress, Port = SelfTestFacts.UdpPort, Packets = 1, Bytes = 40, PeakPerSecond = 1, FirstMs = 1, LastMs = 1 }),
        ("the honeytoken leaving", new TokenEvent("aws-file", "tcp", SelfTestFacts.ThiefAddress, SelfTestFacts.ThiefPort, 40001, "plain")),
    ];

    public static IReadOnlyList<(string Words, SentinelEvent Event)> Inspect { get; } =
    [
        ("the honeytoken being read", new OpenedEvent(SelfTestFacts.TokenFile, "honeytoken", "aws-file")),
        ("the listening socket", new SocketEvent { Pid = 1, Protocol = "tcp", IsListening = true, LocalAddress = "0.0.0.0", LocalPort = SelfTestFacts.ListenPort }),
        ("the deleted executable", new ProcessEvent { Pid = 2, ParentPid = 1, StartedMs = 1, Executable = SelfTestFacts.Dropped, Command = SelfTestFacts.Dropped, Uid = 0, RealUid = 0, IsDeleted = true }),
    ];

    public static ConnectionEvent Connection(string address, int port, string? application, string? domain = null, Dictionary<string, string>? details = null)
        => new() { Id = port, Address = address, Port = port, Domain = domain, SourcePort = 40000, Application = application, Summary = "-", Details = details ?? [] };

    /// <summary>Writes a session in which it passes, without the events that go by the given words.</summary>
    public static void Write(ScriptedSession session, params IReadOnlyCollection<string> missing)
    {
        session.Begin[SandboxRole.Network] = [.. session.Begin[SandboxRole.Network], .. Network.Where(each => !missing.Contains(each.Words)).Select(each => each.Event)];
        session.Begin[SandboxRole.Inspector] = [.. session.Begin[SandboxRole.Inspector], .. Inspect.Where(each => !missing.Contains(each.Words)).Select(each => each.Event)];
        session.At["start Inspector"] = () => session.EndTarget(0);
    }
}
