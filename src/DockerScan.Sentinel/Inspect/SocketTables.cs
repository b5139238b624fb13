using System.Buffers.Text;
using System.Net;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Looks sockets up in /proc/net. A read of these tables costs the kernel milliseconds, so they are read for a reason and not for each look.</summary>
internal sealed class SocketTables(Drops drops)
{
    private const int BufferBytes = 64 * 1024;
    private const int MaxLines = 65_536;

    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Fills in the lines of the wanted inodes.</summary>
    public void Find(HashSet<ulong> wanted, Dictionary<ulong, SocketLine> found)
    {
        found.Clear();
        Read("/proc/net/tcp\0"u8, wanted, found);
        Read("/proc/net/tcp6\0"u8, wanted, found);
        Read("/proc/net/udp\0"u8, wanted, found);
        Read("/proc/net/udp6\0"u8, wanted, found);
        Read("/proc/net/raw\0"u8, wanted, found);
        Read("/proc/net/raw6\0"u8, wanted, found);
        Read("/proc/net/packet\0"u8, wanted, found);
    }

    private unsafe void Read(ReadOnlySpan<byte> path, HashSet<ulong> wanted, Dictionary<ulong, SocketLine> found)
    {
        var fd = ProcFile.Open(path, LibC.OpenReadOnly);
        if (fd < 0)
        {
            return; // A kernel without IPv6 has no table for it.
        }

        var isPacket = path.StartsWith("/proc/net/packet"u8);
        var (filled, lines) = (0, 0);
        fixed (byte* p = _buffer)
        {
            int count;
            while (lines < MaxLines && (count = (int)LibC.Read(fd, p + filled, BufferBytes - filled)) > 0)
            {
                filled += count;
                var used = Lines(_buffer.AsSpan(0, filled), isPacket, wanted, found, ref lines);
                _buffer.AsSpan(used, filled - used).CopyTo(_buffer);
                filled -= used;
            }
        }

        if (lines >= MaxLines)
        {
            drops.Add("sockets");
        }

        _ = LibC.Close(fd);
    }

    private static int Lines(ReadOnlySpan<byte> text, bool isPacket, HashSet<ulong> wanted, Dictionary<ulong, SocketLine> found, ref int lines)
    {
        var used = 0;
        int end;
        while ((end = text[used..].IndexOf((byte)'\n')) >= 0)
        {
            var line = text.Slice(used, end);
            used += end + 1;
            lines++;
            if (isPacket)
            {
                // Packet sockets have no address: sk, reference count, type, protocol, interface, running, rmem, user, inode.
                if (Field(line, 8) is not 0 and var inode && wanted.Contains(inode))
                {
                    var none = new IPEndPoint(IPAddress.Any, 0);
                    found[inode] = new SocketLine(none, none, SocketLine.Closed, inode);
                }
            }
            else if (wanted.Contains(Field(line, 9)) && SocketLine.Parse(line) is { Inode: not 0 } socket)
            {
                found[socket.Inode] = socket;
            }
        }

        return used;
    }

    internal static ulong Field(ReadOnlySpan<byte> line, int index)
    {
        foreach (var range in line.Split((byte)' '))
        {
            if (line[range].Length > 0 && index-- == 0)
            {
                return Utf8Parser.TryParse(line[range], out ulong value, out var used) && used == line[range].Length ? value : 0;
            }
        }

        return 0;
    }
}
