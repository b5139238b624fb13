using System.Buffers.Binary;
using System.Net;

namespace DockerScan.Sentinel.Capture;

/// <summary>What is needed of one packet.</summary>
/// <param name="Protocol">The IP protocol number: 6 TCP, 17 UDP, 1 and 58 ICMP.</param>
/// <param name="Source">From.</param>
/// <param name="Destination">To.</param>
/// <param name="SourcePort">0 without ports and in a later fragment.</param>
/// <param name="DestinationPort">0 without ports and in a later fragment.</param>
/// <param name="IsSyn">TCP with SYN and without ACK.</param>
/// <param name="Bytes">From the IP header on, as the header says.</param>
/// <param name="PayloadOffset">Where the payload begins in the frame.</param>
internal readonly record struct Packet(
    int Protocol, IPAddress Source, IPAddress Destination, int SourcePort, int DestinationPort, bool IsSyn, int Bytes, int PayloadOffset)
{
    public const int Icmp = 1;
    public const int Tcp = 6;
    public const int Udp = 17;
    public const int IcmpV6 = 58;

    private const int EthernetHeader = 14;
    private const int MaxExtensions = 8;

    public string ProtocolName => Protocol switch
    {
        Tcp => "tcp",
        Udp => "udp",
        Icmp or IcmpV6 => "icmp",
        _ => FormattableString.Invariant($"ip-{Protocol}"),
    };

    /// <summary>Parses a frame of an Ethernet-like interface; null when it is no IP packet or its header is broken.</summary>
    public static Packet? Parse(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader)
        {
            return null;
        }

        var at = EthernetHeader;
        var type = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        if (type == 0x8100 && frame.Length >= EthernetHeader + 4)
        {
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[16..]);
            at += 4;
        }

        return type switch
        {
            0x0800 => ParseV4(frame, at),
            0x86DD => ParseV6(frame, at),
            _ => null,
        };
    }

    private static Packet? ParseV4(ReadOnlySpan<byte> frame, int at)
    {
        var ip = frame[at..];
        if (ip.Length < 20 || ip[0] >> 4 != 4)
        {
            return null;
        }

        var header = (ip[0] & 15) * 4;
        if (header < 20 || header > ip.Length)
        {
            return null;
        }

        var isLaterFragment = (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x1FFF) != 0;
        return Transport(
            frame, at + header, ip[9], new IPAddress(ip.Slice(12, 4)), new IPAddress(ip.Slice(16, 4)), BinaryPrimitives.ReadUInt16BigEndian(ip[2..]), isLaterFragment);
    }

    private static Packet? ParseV6(ReadOnlySpan<byte> frame, int at)
    {
        var ip = frame[at..];
        if (ip.Length < 40 || ip[0] >> 4 != 6)
        {
            return null;
        }

        int protocol = ip[6];
        var next = at + 40;
        var isLaterFragment = false;
        // Hop-by-hop 0, routing 43, fragment 44, destination 60.
        for (var i = 0; i < MaxExtensions && protocol is 0 or 43 or 44 or 60 && next + 8 <= frame.Length; i++)
        {
            isLaterFragment |= protocol == 44 && (BinaryPrimitives.ReadUInt16BigEndian(frame[(next + 2)..]) & 0xFFF8) != 0;
            var length = protocol == 44 ? 8 : (frame[next + 1] + 1) * 8;
            protocol = frame[next];
            next += length;
        }

        return Transport(
            frame, next, protocol, new IPAddress(ip.Slice(8, 16)), new IPAddress(ip.Slice(24, 16)), BinaryPrimitives.ReadUInt16BigEndian(ip[4..]) + 40, isLaterFragment);
    }

    private static Packet Transport(
        ReadOnlySpan<byte> frame, int at, int protocol, IPAddress source, IPAddress destination, int bytes, bool isLaterFragment)
    {
        var hasPorts = protocol is Tcp or Udp && !isLaterFragment && at + 4 <= frame.Length;
        var isSyn = hasPorts && protocol == Tcp && at + 14 <= frame.Length && (frame[at + 13] & 0x12) == 0x02;
        var header = protocol switch
        {
            Tcp when at + 13 <= frame.Length => (frame[at + 12] >> 4) * 4,
            Udp or Icmp or IcmpV6 => 8,
            _ => 0,
        };
        return new Packet(
            protocol,
            source,
            destination,
            hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(frame[at..]) : 0,
            hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 2)..]) : 0,
            isSyn,
            bytes,
            Math.Min(at + (isLaterFragment ? 0 : header), frame.Length));
    }
}
