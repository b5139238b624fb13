using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DockerScan.Sentinel.Dns;

/// <summary>A UDP packet with its IP header.</summary>
internal static class UdpPacket
{
    private const byte Udp = 17;
    private const byte TimeToLive = 64;

    public static byte[] Build(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> payload)
    {
        var v4 = from.AddressFamily == AddressFamily.InterNetwork;
        var header = v4 ? 20 : 40;
        var udpLength = 8 + payload.Length;
        var packet = new byte[header + udpLength];
        var udp = packet.AsSpan(header);
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udpLength);
        payload.CopyTo(udp[8..]);
        if (v4)
        {
            // The kernel fills length and checksum of an IPv4 header in.
            packet[0] = 0x45;
            (packet[8], packet[9]) = (TimeToLive, Udp);
            from.Address.TryWriteBytes(packet.AsSpan(12), out _);
            to.Address.TryWriteBytes(packet.AsSpan(16), out _);
        }
        else
        {
            packet[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)udpLength);
            (packet[6], packet[7]) = (Udp, TimeToLive);
            from.Address.TryWriteBytes(packet.AsSpan(8), out _);
            to.Address.TryWriteBytes(packet.AsSpan(24), out _);
        }

        var sum = Sum(packet.AsSpan(v4 ? 12 : 8, v4 ? 8 : 32), Udp + (uint)udpLength);
        var folded = Fold(Sum(udp, sum));
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], folded == 0 ? (ushort)0xFFFF : folded);
        return packet;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes, uint sum)
    {
        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        }

        return bytes.Length % 2 == 0 ? sum : sum + ((uint)bytes[^1] << 8);
    }

    private static ushort Fold(uint sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
