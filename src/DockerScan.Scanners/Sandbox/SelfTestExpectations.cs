using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.SelfTest;

namespace DockerScan.Scanners.Sandbox;

/// <summary>What must be seen of the self-test, and what must not.</summary>
internal static class SelfTestExpectations
{
    private static readonly (string Words, Func<SandboxRecord, bool> IsSeen)[] Expected =
    [
        ("the name question", record => record.NetworkEvents.OfType<DnsEvent>().Any(e => e.Name == SelfTestFacts.Name)),
        ("the web request", record => Connections(record).Any(e => e.Domain == SelfTestFacts.Name && e.Port == 80 && e.Application == "http")),
        ("the pool login", record => Connections(record).Any(e => e is { Address: SelfTestFacts.PoolAddress, Port: SelfTestFacts.PoolPort, Application: "stratum" }
            && e.Details.ContainsValue(SelfTestFacts.Wallet))),
        ("the IPv6 connection", record => Connections(record).Any(e => e is { Address: SelfTestFacts.AddressV6, Port: SelfTestFacts.PortV6 })),
        ("the UDP packet", record => record.NetworkEvents.OfType<FlowEvent>()
            .Any(e => e is { Protocol: "udp", Address: SelfTestFacts.UdpAddress, Port: SelfTestFacts.UdpPort })),
        ("the honeytoken leaving", record => record.NetworkEvents.OfType<TokenEvent>().Any(e => e is { Token: "aws-file", Port: SelfTestFacts.ThiefPort })),
        ("the honeytoken being read", record => record.InspectEvents.OfType<OpenedEvent>().Any(e => e.Token == "aws-file")),
        ("the listening socket", record => record.InspectEvents.OfType<SocketEvent>().Any(e => e is { IsListening: true, LocalPort: SelfTestFacts.ListenPort })),
        ("the deleted executable", record => record.InspectEvents.OfType<ProcessEvent>().Any(e => e is { IsDeleted: true, Executable: SelfTestFacts.Dropped })),
    ];

    /// <summary>What was not seen, what was seen and never happened, and what broke.</summary>
    public static IReadOnlyList<string> Missing(SandboxRecord record)
    {
        var problems = Expected.Where(each => !each.IsSeen(record)).Select(each => each.Words).ToList();
        var known = new HashSet<string> { SelfTestFacts.PoolAddress, SelfTestFacts.AddressV6, SelfTestFacts.ThiefAddress };
        problems.AddRange(Connections(record).Where(e => e.Domain != SelfTestFacts.Name && !known.Contains(e.Address))
            .Select(e => $"(but a connection that nobody made, to {e.Address})"));
        problems.AddRange(record.Failures.Concat(record.Gaps.Select(gap => gap.Detail)).Select(failure => $"everything ({failure})"));
        if (record.Exit is not { ExitCode: 0 })
        {
            problems.Add($"its end (exit status {record.Exit?.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}: {(record.LogTail.Count > 0 ? record.LogTail[^1] : "no output")})");
        }

        return problems;
    }

    private static IEnumerable<ConnectionEvent> Connections(SandboxRecord record) => record.NetworkEvents.OfType<ConnectionEvent>();
}
