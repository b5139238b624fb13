using System.Buffers.Binary;
using System.Net;

namespace DockerScan.Sentinel.Tests.Capture;

/// <summary>Builds frames.</summary>
internal static class Frames
{
    public const int Syn = 2;
    public const int SynAck = 18;
    public const int Ack = 16;
    public const int Reset = 4;

    public static byte[] Tcp(string from, int fromPort, string to, int toPort, int flags, byte[]? payload = null)
        => Ip(6, from, to, [.. Two(fromPort), .. Two(toPort), .. new byte[8], 0x50, (byte)flags, .. new byte[6], .. payload ?? []]);

    public static byte[] Udp(string from, int fromPort, string to, int toPort, byte[] payload)
        => Ip(17, from, to, [.. Two(fromPort), .. Two(toPort), .. Two(payload.Length + 8), 0, 0, .. payload]);

    public static byte[] Ping(string from, string to, byte[] payload, int? type = null)
        => Ip(IsV4(to) ? 1 : 58, from, to, [(byte)(type ?? (IsV4(to) ? 8 : 128)), 0, .. new byte[6], .. payload]);

    private static bool IsV4(string address) => !address.Contains(':', StringComparison.Ordinal);

    public static byte[] Ip(int protocol, string from, string to, byte[] body, int fragment = 0, int id = 0)
    {
        var (source, destination) = (IPAddress.Parse(from).GetAddressBytes(), IPAddress.Parse(to).GetAddressBytes());
        return source.Length == 4
            ? Ethernet(0x0800, [0x45, 0, .. Two(20 + body.Length), .. Two(id), .. Two(fragment), 64, (byte)protocol, 0, 0, .. source, .. destination, .. body])
            : Ethernet(0x86DD, [0x60, 0, 0, 0, .. Two(body.Length), (byte)protocol, 64, .. source, .. destination, .. body]);
    }

    public static byte[] Ethernet(int type, byte[] packet) => [.. new byte[12], .. Two(type), .. packet];

    public static byte[] Two(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
