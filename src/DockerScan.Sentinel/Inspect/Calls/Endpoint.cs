using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>An address and port out of a <c>sockaddr</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Endpoint(IPAddress Address, int Port)
{
    /// <summary>The most bytes of one that are read.</summary>
    public const int MaxBytes = 28;

    private const int V4Bytes = 8;
    private const int V6Bytes = 24;

    /// <summary>Null for another family than IPv4 and IPv6, and for what is too short.</summary>
    /// <param name="bytes">The sockaddr.</param>
    /// <param name="mayBeUnspecified">True for a datagram, which the kernel sends to an IPv4 address of no family (AF_UNSPEC), too.</param>
    public static Endpoint? Parse(ReadOnlySpan<byte> bytes, bool mayBeUnspecified = false)
    {
        if (bytes.Length < V4Bytes)
        {
            return null;
        }

        var family = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return family switch
        {
            2 => new Endpoint(new IPAddress(bytes[4..8]), port),
            0 when mayBeUnspecified => new Endpoint(new IPAddress(bytes[4..8]), port),
            10 when bytes.Length >= V6Bytes => new Endpoint(Plain(new IPAddress(bytes[8..24])), port),
            _ => null,
        };
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
