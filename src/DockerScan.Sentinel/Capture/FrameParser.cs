using System.Buffers.Binary;
using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Capture;

/// <summary>Reads frames of Ethernet-like interfaces. The bytes are the target's: raw sockets send what they like.</summary>
internal static class FrameParser
{
    private const int EthernetHeader = 14;
    private const int VlanTag = 4;
    private const int MaxVlans = 2;
    private const int MaxExtensions = 8;
    private const int HeaderV4 = 20;
    private const int HeaderV6 = 40;
    private const int Authentication = 51;
    private const int Fragment = 44;

    /// <summary>Null when the frame is no IP packet or its header is broken.</summary>
    public static Packet? Parse(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader)
        {
            return null;
        }

        var at = EthernetHeader;
        for (var i = 0; i < MaxVlans && Number(frame, at - 2) is 0x8100 or 0x88A8 && at + VlanTag <= frame.Length; i++)
        {
            at += VlanTag;
        }

        return Number(frame, at - 2) switch
        {
            0x0800 => ParseV4(frame, at),
            0x86DD => ParseV6(frame, at),
            _ => null,
        };
    }

    internal static int Number(ReadOnlySpan<byte> frame, int at) => BinaryPrimitives.ReadUInt16BigEndian(frame[at..]);

    private static Packet? ParseV4(ReadOnlySpan<byte> frame, int at)
    {
        var ip = frame[at..];
        var header = ip.Length < HeaderV4 || ip[0] >> 4 != 4 ? 0 : (ip[0] & 15) * 4;
        if (header < HeaderV4 || header > ip.Length)
        {
            return null;
        }

        // More fragments, or an offset.
        var fragment = Number(ip, 6);
        return TransportHeader.Read(frame, at + header, Length(Number(ip, 2), ip.Length), at, new Packet
        {
            Protocol = ip[9],
            Source = NetAddress.V4(ip.Slice(12, 4)),
            Destination = NetAddress.V4(ip.Slice(16, 4)),
            IsFragment = (fragment & 0x3FFF) != 0,
            IsLaterFragment = (fragment & 0x1FFF) != 0,
            FragmentId = (uint)Number(ip, 4),
            Bytes = 0,
            PayloadOffset = 0,
            PayloadLength = 0,
        });
    }

    private static Packet? ParseV6(ReadOnlySpan<byte> frame, int at)
    {
        var ip = frame[at..];
        if (ip.Length < HeaderV6 || ip[0] >> 4 != 6)
        {
            return null;
        }

        int protocol = ip[6];
        var next = at + HeaderV6;
        var (isFragment, isLater, id) = (false, false, 0u);
        // Hop-by-hop, routing, destination options, mobility; behind a later fragment's header is no other header.
        for (var i = 0; i < MaxExtensions && !isLater && protocol is 0 or 43 or Fragment or Authentication or 60 or 135 && next + 8 <= frame.Length; i++)
        {
            if (protocol == Fragment)
            {
                isFragment |= (Number(frame, next + 2) & 0xFFF9) != 0;
                isLater = (Number(frame, next + 2) & 0xFFF8) != 0;
                id = BinaryPrimitives.ReadUInt32BigEndian(frame[(next + 4)..]);
            }

            var length = protocol switch { Fragment => 8, Authentication => (frame[next + 1] + 2) * 4, _ => (frame[next + 1] + 1) * 8 };
            protocol = frame[next];
            next += length;
        }

        return TransportHeader.Read(frame, next, Length(Number(ip, 4) is > 0 and var length6 ? length6 + HeaderV6 : 0, ip.Length), at, new Packet
        {
            Protocol = protocol,
            Source = NetAddress.V6(ip.Slice(8, 16)),
            Destination = NetAddress.V6(ip.Slice(24, 16)),
            IsFragment = isFragment,
            IsLaterFragment = isLater,
            FragmentId = id,
            Bytes = 0,
            PayloadOffset = 0,
            PayloadLength = 0,
        });
    }

    // Zero stands for "more than 65,535", which the loopback interface may do for its own segments.
    private static int Length(int told, int there) => told == 0 ? there : told;
}
