using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace DockerScan.Sentinel.Inspect;

/// <summary>One line of /proc/net/tcp and its kin.</summary>
internal readonly record struct SocketLine(IPEndPoint Local, IPEndPoint Remote, int State, ulong Inode)
{
    public const int Established = 1;
    public const int Closed = 7;
    public const int Listening = 10;

    /// <summary>Null for a line that is none (the heading) or cannot be read.</summary>
    public static SocketLine? Parse(ReadOnlySpan<byte> line)
    {
        Span<Range> fields = stackalloc Range[12];
        Span<char> text = stackalloc char[256];
        if (line.Length > text.Length)
        {
            return null;
        }

        text = text[..Encoding.ASCII.GetChars(line, text)];
        // sl, local, remote, state, queues, timer, retransmits, uid, timeout, inode …
        var count = ((ReadOnlySpan<char>)text).SplitAny(fields, " ", StringSplitOptions.RemoveEmptyEntries);
        if (count < 10
            || Endpoint(text[fields[1]]) is not { } local
            || Endpoint(text[fields[2]]) is not { } remote
            || !int.TryParse(text[fields[3]], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var state)
            || !ulong.TryParse(text[fields[9]], NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
        {
            return null;
        }

        return new SocketLine(local, remote, state, inode);
    }

    /// <summary>Addresses are written as 32-bit words in the byte order of the machine.</summary>
    private static IPEndPoint? Endpoint(ReadOnlySpan<char> text)
    {
        var colon = text.LastIndexOf(':');
        if (colon is not (8 or 32) || !ushort.TryParse(text[(colon + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        Span<byte> address = stackalloc byte[colon / 2];
        for (var i = 0; i < address.Length; i += 4)
        {
            if (!uint.TryParse(text.Slice(i * 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var word))
            {
                return null;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(address[i..], word);
        }

        var ip = new IPAddress(address);
        return new IPEndPoint(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, port);
    }
}
