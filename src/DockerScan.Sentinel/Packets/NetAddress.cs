using System.Buffers.Binary;
using System.Net;

namespace DockerScan.Sentinel.Packets;

/// <summary>An address of either family as a value: a flood of packets must not become a flood of objects.</summary>
internal readonly record struct NetAddress(UInt128 Bits, bool IsV4)
{
    /// <summary>From 4 bytes.</summary>
    public static NetAddress V4(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes), true);

    /// <summary>From 16 bytes.</summary>
    public static NetAddress V6(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes), false);

    public static NetAddress Of(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? V4(bytes) : V6(bytes);
    }

    public bool IsLoopback => IsV4 ? (uint)Bits >> 24 == 127 : Bits == UInt128.One;

    /// <summary>224.0.0.0/24 or ff02::/16: never leaves the link.</summary>
    public bool IsLinkMulticast => IsV4 ? (uint)Bits >> 8 == 0xE00000 : (ushort)(Bits >> 112) == 0xFF02;

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsV4 ? bytes[12..] : bytes);
    }

    public override string ToString() => ToIPAddress().ToString();
}
