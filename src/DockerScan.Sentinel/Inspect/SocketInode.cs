using System.Buffers.Text;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>What a descriptor of a process says of a socket.</summary>
internal static unsafe class SocketInode
{
    private const int NameBytes = 32;

    /// <summary>The inode in <c>socket:[123]</c>; 0 for any other link.</summary>
    public static ulong Parse(ReadOnlySpan<byte> link)
        => link.StartsWith("socket:["u8) && Utf8Parser.TryParse(link[8..], out ulong inode, out var used) && 8 + used < link.Length && link[8 + used] == ']' ? inode : 0;

    /// <summary>The protocol, as the tables in /proc/net are called; null for a socket that is in none of them, e.g. a Unix socket.</summary>
    /// <param name="descriptor">The path of the descriptor, with the zero byte that ends it.</param>
    public static string? Protocol(ReadOnlySpan<byte> descriptor)
    {
        // An attribute that the kernel itself gives: nothing that the target writes takes part.
        var name = stackalloc byte[NameBytes];
        fixed (byte* path = descriptor, attribute = "system.sockprotoname"u8)
        {
            var length = (int)LibC.GetAttribute(path, attribute, name, NameBytes);
            return length <= 0 ? null : Table(new ReadOnlySpan<byte>(name, length).TrimEnd((byte)0));
        }
    }

    internal static string? Table(ReadOnlySpan<byte> protocol)
        => protocol.SequenceEqual("TCP"u8) || protocol.SequenceEqual("TCPv6"u8) ? "tcp"
            : protocol.StartsWith("UDP"u8) ? "udp"
            : protocol.SequenceEqual("RAW"u8) || protocol.SequenceEqual("RAWv6"u8) ? "raw"
            : protocol.SequenceEqual("PACKET"u8) ? "packet"
            : null;
}
