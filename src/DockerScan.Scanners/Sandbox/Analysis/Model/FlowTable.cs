using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Packets by destination, without the target's talk with itself.</summary>
internal sealed class FlowTable
{
    public FlowTable(IEnumerable<SentinelEvent> events)
    {
        // Which packets are answers is known by the sentinel alone: an address or a port, here, is what a sender wrote into it.
        All = [.. events.OfType<FlowEvent>().Where(flow => !Addresses.IsLoopback(flow.Address))
            .GroupBy(flow => (flow.Protocol, Address: Addresses.Normalize(flow.Address), flow.Port))
            .Select(same => Total(same.Key.Address, same.OrderBy(flow => flow.Packets).ToList()))];
    }

    public IReadOnlyList<FlowTotal> All { get; }

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
