using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Capture;

/// <summary>The flows of the sealed network. Only what the target began counts: what answers it is the sentinel or the kernel.</summary>
/// <remarks>
/// Nothing is kept per conversation, because a flood with made-up sources has millions of them. What goes to the target's own address
/// never leaves a machine. Anything else is the target's unless <see cref="AnswerCredit"/> knows that we, or the kernel, sent it:
/// where it says that it comes from proves nothing.
/// </remarks>
/// <param name="sink">Takes the events.</param>
/// <param name="names">Which name led where.</param>
/// <param name="own">The target's own addresses, beside loopback's.</param>
/// <param name="credit">Who may still answer whom.</param>
/// <param name="isSealed">Every address is answered by the kernel here, so each packet may get an answer of its own.</param>
internal sealed class FlowTable(IEventSink sink, NameTable names, NetAddress[] own, AnswerCredit credit, bool isSealed = true)
{
    public const int MaxFlows = 4096;

    /// <summary>So many ports of one address are told apart; the others are one flow with port 0, so that a flood over all ports has its rate.</summary>
    public const int MaxPorts = 2048;

    // A scan of all ports is told in part; the rest is a number. A flood is told whatever came before.
    private const int MaxNewTold = 20_000;
    private const int AlwaysTold = 100;

    // Two for each group that is joined or left, on two families.
    private const int MaxKernelTalk = 400;

    private const int MaxTellsPerTick = 500;
    private const int TellMs = 1000;
    private const int SlowTellMs = 10_000;
    private const int MinGrowth = 50;

    private readonly Dictionary<FlowKey, Flow> _flows = [];
    private readonly LinkedList<Flow> _byUse = new();
    private readonly Dictionary<(int Protocol, NetAddress Address), int> _ports = [];
    private int _newTold;
    private int _kernelTalk;
    private long _dropped;
    private long _droppedTold;

    public int Count => _flows.Count;

    /// <summary>Counts a packet. Gives the flow that it belongs to, in either direction; null when it is the target's talk with itself.</summary>
    public Flow? Add(in Packet packet, long atMs, out bool isAnswer)
    {
        isAnswer = false;
        if (packet.IsKernelTalk && ++_kernelTalk <= MaxKernelTalk)
        {
            return null;
        }

        if (IsHome(packet.Destination))
        {
            var asked = packet.IsSyn ? null : Find(packet);
            isAnswer = asked is not null;
            return asked;
        }

        if (credit.Take(packet))
        {
            isAnswer = true;
            return Find(packet);
        }

        var to = new FlowKey(packet.Protocol, packet.Destination, packet.DestinationPort);
        var flow = Known(to) ?? Begin(to, atMs);
        flow.Add(packet, atMs);
        Touch(flow);
        if (isSealed && !IsHome(packet.Source))
        {
            // What answers an address of the target's own comes home, and needs no credit.
            credit.Ask(packet);
        }

        return flow;
    }

    /// <summary>Counts a frame that is no packet of IP. All are one flow: to everybody on the network.</summary>
    public Flow? AddFrame(int bytes, long atMs) => Add(
        new Packet { Protocol = Packet.Frame, Source = default, Destination = NetAddress.Of(IPAddress.Broadcast), Bytes = bytes, PayloadOffset = 0, PayloadLength = 0 }, atMs, out _);

    /// <summary>The flow that a packet which came from outside answers; null when it answers none.</summary>
    public Flow? Find(in Packet packet) => Known(new FlowKey(packet.Protocol, packet.Source, packet.SourcePort));

    /// <summary>Tells what is new, and what has grown.</summary>
    public void Tell(long nowMs)
    {
        var left = MaxTellsPerTick;
        // The newest first, so that those that wait are the old ones, which grow slowly.
        for (var node = _byUse.Last; node is not null && left > 0; node = node.Previous)
        {
            var flow = node.Value;
            if (flow.ToldPackets == 0 ? MayTellNew(flow) : HasGrown(flow, nowMs))
            {
                Tell(flow, nowMs);
                left--;
            }
        }

        TellDropped();
    }

    /// <summary>Tells the last state of all that changed.</summary>
    public void TellAll(long nowMs)
    {
        foreach (var flow in _byUse)
        {
            LastWord(flow, nowMs);
        }

        TellDropped();
    }

    private bool IsHome(NetAddress address) => address.IsLoopback || own.Contains(address);

    private static bool HasGrown(Flow flow, long nowMs)
    {
        var growth = flow.Packets - flow.ToldPackets;
        var since = nowMs - flow.ToldMs;
        return growth > 0 && ((since >= TellMs && (growth >= MinGrowth || growth >= flow.ToldPackets)) || since >= SlowTellMs);
    }

    private Flow? Known(FlowKey key) => _flows.TryGetValue(key, out var flow) || (IsWide(key) && _flows.TryGetValue(key with { Port = 0 }, out flow)) ? flow : null;

    private bool IsWide(FlowKey key) => _ports.GetValueOrDefault((key.Protocol, key.Address)) >= MaxPorts;

    private Flow Begin(FlowKey key, long atMs)
    {
        if (_flows.Count >= MaxFlows)
        {
            var oldest = _byUse.First!.Value;
            LastWord(oldest, atMs);
            _byUse.Remove(oldest.Node!);
            _flows.Remove(oldest.Key);
            Forget(oldest.Key);
        }

        key = IsWide(key) ? key with { Port = 0 } : key;
        _ports[(key.Protocol, key.Address)] = _ports.GetValueOrDefault((key.Protocol, key.Address)) + 1;
        var flow = new Flow(key, atMs);
        flow.Node = _byUse.AddLast(flow);
        _flows.Add(key, flow);
        return flow;
    }

    private void Forget(FlowKey key)
    {
        var place = (key.Protocol, key.Address);
        if (_ports[place] == 1)
        {
            _ports.Remove(place);
        }
        else
        {
            _ports[place]--;
        }
    }

    private void Touch(Flow flow)
    {
        if (!ReferenceEquals(_byUse.Last, flow.Node))
        {
            _byUse.Remove(flow.Node!);
            _byUse.AddLast(flow.Node!);
        }
    }

    private bool MayTellNew(Flow flow) => _newTold < MaxNewTold || flow.Packets >= AlwaysTold;

    private void LastWord(Flow flow, long nowMs)
    {
        if (flow.ToldPackets == 0 && !MayTellNew(flow))
        {
            _dropped++;
        }
        else if (flow.Packets != flow.ToldPackets)
        {
            Tell(flow, nowMs);
        }
    }

    private void Tell(Flow flow, long nowMs)
    {
        _newTold += flow.ToldPackets == 0 ? 1 : 0;
        (flow.ToldPackets, flow.ToldMs) = (flow.Packets, nowMs);
        var address = flow.Key.Address.ToIPAddress();
        sink.Write(new FlowEvent
        {
            Protocol = Packet.NameOf(flow.Key.Protocol),
            Address = address.ToString(),
            Port = flow.Key.Port,
            Domain = names.Find(address) is { } name ? TargetText.Cut(name) : null,
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
