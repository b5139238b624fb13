using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Packets by destination, without the target's talk with itself and without answers.</summary>
internal sealed class FlowTable
{
    public FlowTable(IEnumerable<SentinelEvent> events)
    {
        var flows = events.OfType<FlowEvent>()
            .Where(flow => !Addresses.IsLoopback(flow.Address))
            .GroupBy(flow => (flow.Protocol, Address: Addresses.Normalize(flow.Address), flow.Port))
            .Select(same => Total(same.Key.Address, same.OrderBy(flow => flow.Packets).ToList()))
            .ToList();
        All = WithoutAnswers(flows);
    }

    public IReadOnlyList<FlowTotal> All { get; }

    // In the sealed network every address is local, so an answer can look like a packet to the asked address, from its port to the asker's.
    private static List<FlowTotal> WithoutAnswers(List<FlowTotal> flows)
    {
        var asked = flows.Where(flow => flow.Last.Protocol == "udp").ToLookup(flow => (flow.Address, flow.Last.Port));
        var synPorts = flows.Where(flow => flow.Last is { Protocol: "tcp", Syns: > 0 }).Select(flow => flow.Last.Port).ToHashSet();
        var udpPackets = flows.Where(flow => flow.Last.Protocol == "udp").GroupBy(flow => flow.Address).ToDictionary(same => same.Key, same => same.Sum(flow => flow.Last.Packets));
        return [.. flows.Where(flow => flow.Last switch
        {
            { Protocol: "tcp", Syns: 0 } => !synPorts.Contains(flow.Last.SourcePort),
            { Protocol: "udp" } => !asked[(flow.Address, flow.Last.SourcePort)].Any(other => other.Last.FirstMs < flow.Last.FirstMs || (other.Last.FirstMs == flow.Last.FirstMs && other.Last.Port < flow.Last.Port)),
            // "Port unreachable" goes back for UDP that nobody takes.
            { Protocol: "icmp" } => flow.Last.Packets > udpPackets.GetValueOrDefault(flow.Address),
            _ => true,
        })];
    }

    private static FlowTotal Total(string address, List<FlowEvent> events)
    {
        var (packets, syns) = (new Dictionary<long, double>(), new Dictionary<long, double>());
        FlowEvent? before = null;
        foreach (var now in events)
        {
            var from = before?.LastMs ?? now.FirstMs;
            Spread(packets, from, now.LastMs, now.Packets - (before?.Packets ?? 0));
            Spread(syns, from, now.LastMs, now.Syns - (before?.Syns ?? 0));
            before = now;
        }

        return new FlowTotal(events[^1], address, packets, syns);
    }

    // Between two events nothing is known but the sum, so it is spread evenly: a peak is never made up.
    private static void Spread(Dictionary<long, double> series, long fromMs, long toMs, long count)
    {
        if (count <= 0)
        {
            return;
        }

        var (first, last) = (fromMs / 1000, Math.Clamp(toMs / 1000, fromMs / 1000, (fromMs / 1000) + 3600));
        for (var second = first; second <= last; second++)
        {
            series[second] = series.GetValueOrDefault(second) + (count / (double)(last - first + 1));
        }
    }
}
