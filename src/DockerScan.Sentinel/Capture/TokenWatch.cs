using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Capture;

/// <summary>Looks for honeytokens in what is sent without a connection. A token cut over packets of one flow is found, too.</summary>
internal sealed class TokenWatch(IEventSink sink, TokenSearch search)
{
    private const int MaxToldPerToken = 16;
    private const int MaxPayload = 65_536;
    private const int MaxTail = 1024;

    private readonly int _overlap = Math.Min(search.Overlap, MaxTail);
    private readonly byte[] _joined = new byte[MaxPayload + MaxTail];
    private readonly Dictionary<string, HashSet<FlowKey>> _told = new(StringComparer.Ordinal);

    public void Look(Flow flow, in Packet packet, ReadOnlySpan<byte> payload)
    {
        if (_overlap == 0 || payload.IsEmpty)
        {
            return;
        }

        payload = payload[..Math.Min(payload.Length, MaxPayload)];
        flow.Tail.CopyTo(_joined, 0);
        payload.CopyTo(_joined.AsSpan(flow.Tail.Length));
        var joined = _joined.AsSpan(0, flow.Tail.Length + payload.Length);
        foreach (var hit in search.FindAll(joined))
        {
            Tell(flow, packet, hit);
        }

        var kept = joined[^Math.Min(joined.Length, _overlap)..];
        if (kept.Length == flow.Tail.Length)
        {
            kept.CopyTo(flow.Tail);
        }
        else
        {
            flow.Tail = kept.ToArray();
        }
    }

    private void Tell(Flow flow, in Packet packet, TokenHit hit)
    {
        if (!_told.TryGetValue(hit.Token, out var places))
        {
            _told[hit.Token] = places = [];
        }

        if (places.Count < MaxToldPerToken && places.Add(flow.Key))
        {
            sink.Write(new TokenEvent(hit.Token, packet.ProtocolName, flow.Key.Address.ToString(), flow.Key.Port, packet.SourcePort, hit.Encoding));
        }
    }
}
