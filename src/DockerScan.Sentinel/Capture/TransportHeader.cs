using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Capture;

/// <summary>What TCP, UDP and ICMP say behind the header of IP.</summary>
internal static class TransportHeader
{
    /// <summary>The packet with its ports, flags and payload.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <param name="at">Where the header begins.</param>
    /// <param name="bytes">How long the packet is, as it says.</param>
    /// <param name="ipAt">Where the header of IP begins.</param>
    /// <param name="packet">What is known of it so far.</param>
    public static Packet Read(ReadOnlySpan<byte> frame, int at, int bytes, int ipAt, in Packet packet)
    {
        // Padding behind the packet is none of it.
        var end = Math.Min(frame.Length, ipAt + bytes);
        at = Math.Min(at, end);
        var body = frame[at..end];
        var isHead = !packet.IsLaterFragment;
        var hasPorts = isHead && packet.Protocol is Packet.Tcp or Packet.Udp && body.Length >= 4;
        var hasFlags = isHead && packet.Protocol == Packet.Tcp && body.Length >= 14;
        var isIcmp = isHead && packet.Protocol is Packet.Icmp or Packet.IcmpV6;
        var header = !isHead ? 0 : packet.Protocol switch
        {
            Packet.Tcp => hasFlags ? Math.Max(20, (body[12] >> 4) * 4) : body.Length,
            Packet.Udp or Packet.Icmp or Packet.IcmpV6 => 8,
            _ => 0,
        };
        header = Math.Min(header, body.Length);
        return packet with
        {
            SourcePort = hasPorts ? FrameParser.Number(body, 0) : 0,
            DestinationPort = hasPorts ? FrameParser.Number(body, 2) : 0,
            Flags = hasFlags ? body[13] : 0,
            IcmpType = isIcmp && body.Length > 0 ? body[0] : 0,
            Bytes = bytes,
            PayloadOffset = at + header,
            PayloadLength = body.Length - header,
        };
    }
}
