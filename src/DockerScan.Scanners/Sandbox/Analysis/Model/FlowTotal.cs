using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>The packets towards one destination over the whole run.</summary>
/// <param name="Last">The last event: the totals.</param>
/// <param name="Address">The destination, in one spelling.</param>
/// <param name="PacketsBySecond">Packets per second of the sentinel's clock.</param>
/// <param name="SynsBySecond">SYN packets, likewise.</param>
internal sealed record FlowTotal(
    FlowEvent Last, string Address, IReadOnlyDictionary<long, double> PacketsBySecond, IReadOnlyDictionary<long, double> SynsBySecond)
{
    /// <summary>Towards a name where one led there, so that it is the same destination in the next run.</summary>
    public string Location => Last.Domain is { Length: > 0 } domain ? Addresses.Endpoint(domain, Last.Port) : Addresses.Endpoint(Address, Last.Port);

    public double PeakPackets => Math.Max(Last.PeakPerSecond, PacketsBySecond.Count == 0 ? 0 : PacketsBySecond.Values.Max());

    public double PeakSyns => Last.Packets <= Last.Syns * 2 ? Math.Max(PeakOf(SynsBySecond), Last.PeakPerSecond * Last.Syns / Math.Max(1.0, Last.Packets)) : PeakOf(SynsBySecond);

    private static double PeakOf(IReadOnlyDictionary<long, double> series) => series.Count == 0 ? 0 : series.Values.Max();
}
