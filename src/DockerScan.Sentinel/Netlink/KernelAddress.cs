using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DockerScan.Sentinel.Netlink;

/// <summary>struct sockaddr_in and sockaddr_in6 as bytes.</summary>
internal static class KernelAddress
{
    /// <summary>Room for either family.</summary>
    public const int MaxLength = 28;

    public const int Inet = 2;
    public const int Inet6 = 10;

    public static int Write(IPAddress address, int port, Span<byte> to)
    {
        to[..MaxLength].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)port);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(to, Inet);
            address.TryWriteBytes(to[4..], out _);
            return 16;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(to, Inet6);
        address.TryWriteBytes(to[8..], out _);
        return MaxLength;
    }

    /// <summary>Null when the bytes are of no internet family.</summary>
    public static IPEndPoint? Read(ReadOnlySpan<byte> from)
    {
        if (from.Length < 16)
        {
            return null;
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(from[2..]);
        return BinaryPrimitives.ReadUInt16LittleEndian(from) switch
        {
            Inet => new IPEndPoint(new IPAddress(from.Slice(4, 4)), port),
            Inet6 when from.Length >= MaxLength => new IPEndPoint(new IPAddress(from.Slice(8, 16)), port),
            _ => null,
        };
    }
}
