using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Finds floods among the flows. Also for the scan rule: a flood to random ports is no scan.</summary>
internal static class Floods
{
    // Up to so many SYN to one port of one address are a try with its repeats: a scan, when there are many such.
    private const int Tries = 4;

    public static IReadOnlyList<Flood> Of(BehaviorInput input)
    {
        var limits = input.Limits;
        var flows = input.Flows.All;
        var found = new List<Flood>();
        var told = new HashSet<FlowTotal>(ReferenceEqualityComparer.Instance);
        Look("syn", [.. flows.Where(flow => flow.Last is { Protocol: "tcp", Syns: > Tries })], flow => flow.Location, syns: true, limits.DosSynPerSecond, limits.DosSynTotal);
        Look("udp", [.. flows.Where(flow => flow.Last.Protocol == "udp")], Host, syns: false, limits.DosUdpPerSecond, limits.DosUdpTotal);
        Look("icmp", [.. flows.Where(flow => flow.Last.Protocol == "icmp")], Host, syns: false, limits.DosIcmpPerSecond, limits.DosIcmpTotal);
        Look("tcp", [.. flows.Where(flow => flow.Last.Protocol == "tcp" && IsSmall(flow, limits.DosSmallPacketBytes) && !told.Contains(flow))],
            flow => flow.Location, syns: false, limits.DosTcpPerSecond, limits.DosTcpTotal);
        Look("ip", [.. flows.Where(flow => flow.Last.Protocol.StartsWith("ip-", StringComparison.Ordinal))], Host, syns: false, limits.DosUdpPerSecond, limits.DosUdpTotal);
        Look("frame", [.. flows.Where(flow => flow.Last.Protocol == "frame")], Host, syns: false, limits.DosUdpPerSecond, limits.DosUdpTotal);
        return found;

        void Look(string kind, List<FlowTotal> candidates, Func<FlowTotal, string> place, bool syns, double perSecond, double total)
        {
            var floods = candidates.GroupBy(place).Select(same => Sum(kind, same.Key, [.. same], syns))
                .Where(flood => flood.Peak >= perSecond && flood.Total >= total).ToList();
            var all = candidates.Count == 0 || floods.Count > 0 ? null : Sum(kind, "many destinations", candidates, syns);
            if (all is not null && all.Peak >= perSecond * limits.DosAllFactor && all.Total >= total * limits.DosAllFactor)
            {
                floods.Add(all);
            }

            found.AddRange(floods);
            told.UnionWith(floods.SelectMany(flood => flood.Flows));
        }
    }

    private static Flood Sum(string kind, string location, List<FlowTotal> flows, bool syns)
    {
        var seconds = new Dictionary<long, double>();
        foreach (var (second, count) in flows.SelectMany(flow => syns ? flow.SynsBySecond : flow.PacketsBySecond))
        {
            seconds[second] = seconds.GetValueOrDefault(second) + count;
        }

        var single = flows.Max(flow => syns ? flow.PeakSyns : flow.PeakPackets);
        return new Flood(kind, location, Math.Max(single, seconds.Values.DefaultIfEmpty(0).Max()), flows.Sum(flow => syns ? flow.Last.Syns : flow.Last.Packets), flows);
    }

    private static string Host(FlowTotal flow) => flow.Last.Domain is { Length: > 0 } domain ? domain : flow.Address;

    // Large packets are an upload, if there was a connection to upload over.
    private static bool IsSmall(FlowTotal flow, double bytes) => flow.Last.Syns == 0 || flow.Last.Bytes < bytes * flow.Last.Packets;
}

/// <summary>More packets of one kind towards one place than is ordinary.</summary>
/// <param name="Kind"><c>syn</c>, <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>ip</c> or <c>frame</c>.</param>
/// <param name="Location">The place.</param>
/// <param name="Peak">The most in one second.</param>
/// <param name="Total">How many in all.</param>
/// <param name="Flows">What it is made of.</param>
internal sealed record Flood(string Kind, string Location, double Peak, double Total, IReadOnlyList<FlowTotal> Flows);
