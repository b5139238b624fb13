using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Capture;

/// <summary>The flows of the sealed network. Only what the target began counts: what answers it is the sentinel.</summary>
internal sealed class FlowTable(IEventSink sink, NameTable names)
{
    internal const int MaxFlows = 4096;

    // Replies come from where a packet went to: (protocol, address, port, the target's port).
    private const int MaxConversations = 32_768;

    private readonly Dictionary<(int, IPAddress, int), Flow> _flows = [];
    private readonly HashSet<(int, IPAddress, int, int)> _conversations = [];
    private long _dropped;
    private long _droppedTold;

    /// <summary>Counts a packet; false when it is a reply or stays on loopback addresses.</summary>
    public bool Add(in Packet packet, long nowMs)
    {
        if (IPAddress.IsLoopback(packet.Destination) || IPAddress.IsLoopback(packet.Source) || IsReply(packet))
        {
            return false;
        }

        var key = (packet.Protocol, packet.Destination, packet.DestinationPort);
        if (!_flows.TryGetValue(key, out var flow))
        {
            if (_flows.Count >= MaxFlows)
            {
                _dropped++;
                return true;
            }

            flow = new Flow(packet.Protocol, packet.Destination, packet.DestinationPort, nowMs);
            _flows.Add(key, flow);
        }

        flow.Add(packet, nowMs);
        if (flow.ToldPackets == 0)
        {
            Tell(flow);
        }

        return true;
    }

    /// <summary>Tells the flows that have grown since.</summary>
    public void Tell()
    {
        foreach (var flow in _flows.Values)
        {
            // A slow one that goes on is told at each doubling, so that a long window stays readable.
            if (flow.Packets >= flow.ToldPackets * 2)
            {
                Tell(flow);
            }
        }

        TellDropped();
    }

    /// <summary>Tells the last state of all that changed.</summary>
    public void TellAll()
    {
        foreach (var flow in _flows.Values.Where(each => each.Packets != each.ToldPackets))
        {
            Tell(flow);
        }

        TellDropped();
    }

    // Whoever spoke first began it; a SYN always begins.
    private bool IsReply(in Packet packet)
    {
        var forth = (packet.Protocol, packet.Destination, packet.DestinationPort, packet.SourcePort);
        var back = (packet.Protocol, packet.Source, packet.SourcePort, packet.DestinationPort);
        if (!packet.IsSyn && _conversations.Contains(back) && !_conversations.Contains(forth))
        {
            return true;
        }

        if (_conversations.Count >= MaxConversations)
        {
            // A flood with ever new ports. Replies may count as the target's from here on: too much is said, not too little.
            _conversations.Clear();
        }

        _conversations.Add(forth);
        return false;
    }

    private void Tell(Flow flow)
    {
        flow.ToldPackets = flow.Packets;
        sink.Write(new FlowEvent
        {
            Protocol = new Packet(flow.Protocol, flow.Address, flow.Address, 0, 0, IsSyn: false, 0, 0).ProtocolName,
            Address = flow.Address.ToString(),
            Port = flow.Port,
            Domain = names.Find(flow.Address),
            SourcePort = flow.SourcePort,
            Packets = flow.Packets,
            Bytes = flow.Bytes,
            Syns = flow.Syns,
            PeakPerSecond = flow.PeakPerSecond,
            FirstMs = flow.FirstMs,
            LastMs = flow.LastMs,
        });
    }

    private void TellDropped()
    {
        if (_dropped != _droppedTold)
        {
            _droppedTold = _dropped;
            sink.Write(new DroppedEvent("flows", _dropped));
        }
    }
}
