using System.Buffers.Binary;
using System.Text;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Netlink;

/// <summary>Sends netlink messages and reads every answer: a request that the kernel does not confirm counts as failed.</summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    public const int Route = 0;
    public const int Netfilter = 12;

    private const int ErrorType = 2;
    private const int DoneType = 3;
    private readonly int _fd;

    public NetlinkSocket(int protocol)
    {
        _fd = Errno.Check(LibC.Socket(16 /* AF_NETLINK */, 3 | 0x80000 /* SOCK_RAW, CLOEXEC */, protocol), "open a netlink socket");
        Option(11 /* NETLINK_EXT_ACK */, 1);
        var wait = stackalloc long[2] { 5, 0 };
        _ = LibC.SetSockOpt(_fd, 1, 20 /* SO_RCVTIMEO */, wait, 16);
    }

    public void Dispose() => _ = LibC.Close(_fd);

    /// <summary>Sends and waits for all answers. <paramref name="tolerated"/> is an error number that means "is so already".</summary>
    public void Execute(NetlinkWriter messages, int tolerated = 0)
    {
        Send(messages.Written);
        var open = new Dictionary<uint, string>(messages.Waiting);
        var buffer = new byte[32 * 1024];
        while (open.Count > 0)
        {
            var length = Receive(buffer, open.Values.First());
            foreach (var (type, seq, body) in Split(buffer, length))
            {
                if (type != ErrorType)
                {
                    continue;
                }

                var errno = -BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(body.Start.Value));
                if (errno != 0 && errno != tolerated)
                {
                    var what = open.GetValueOrDefault(seq) ?? "commit";
                    throw new KernelException(what, errno, Hint(buffer.AsSpan(body)));
                }

                open.Remove(seq);
            }
        }
    }

    /// <summary>Sends one dump request and gives each answer's body.</summary>
    public List<byte[]> Dump(NetlinkWriter request, string what)
    {
        Send(request.Written);
        var found = new List<byte[]>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = Receive(buffer, what);
            foreach (var (type, _, body) in Split(buffer, length))
            {
                if (type == DoneType)
                {
                    return found;
                }

                if (type == ErrorType)
                {
                    throw new KernelException(what, -BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(body.Start.Value)));
                }

                found.Add(buffer[body]);
            }
        }
    }

    /// <summary>Sends one request for a single thing, confirmed by the kernel, and gives the answer's body; null when there is no such thing.</summary>
    public byte[]? Ask(NetlinkWriter request, string what)
    {
        const int noEntry = 2;
        Send(request.Written);
        byte[]? found = null;
        var buffer = new byte[8 * 1024];
        while (true)
        {
            var length = Receive(buffer, what);
            foreach (var (type, _, body) in Split(buffer, length))
            {
                if (type != ErrorType)
                {
                    found = buffer[body];
                    continue;
                }

                var errno = -BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(body.Start.Value));
                return errno is 0 or noEntry ? found : throw new KernelException(what, errno);
            }
        }
    }

    private static List<(int Type, uint Seq, Range Body)> Split(byte[] buffer, int length)
    {
        var messages = new List<(int, uint, Range)>();
        for (var at = 0; at + 16 <= length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at));
            if (size < 16 || size > length - at)
            {
                break;
            }

            var type = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + 4));
            var seq = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(at + 8));
            if (size >= 20 || type == DoneType)
            {
                messages.Add((type, seq, (at + 16)..(at + size)));
            }

            at += (size + 3) & ~3;
        }

        return messages;
    }

    // After the error number come the request's header (or all of the request) and then attributes, of which 1 is a text.
    private static string? Hint(ReadOnlySpan<byte> body)
    {
        if (body.Length < 20)
        {
            return null;
        }

        var request = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        foreach (var start in (ReadOnlySpan<int>)[4 + 16, 4 + ((request + 3) & ~3)])
        {
            if (start + 8 <= body.Length && start > 0 && BinaryPrimitives.ReadUInt16LittleEndian(body[(start + 2)..]) == 1)
            {
                var size = BinaryPrimitives.ReadUInt16LittleEndian(body[start..]);
                if (size > 5 && start + size <= body.Length)
                {
                    return Encoding.ASCII.GetString(body.Slice(start + 4, size - 5));
                }
            }
        }

        return null;
    }

    private void Option(int name, int value) => _ = LibC.SetSockOpt(_fd, 270 /* SOL_NETLINK */, name, &value, 4);

    private void Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
        {
            Errno.Check((int)LibC.Send(_fd, p, bytes.Length, 0), "send a netlink message");
        }
    }

    private int Receive(byte[] buffer, string what)
    {
        fixed (byte* p = buffer)
        {
            int length;
            do
            {
                length = (int)LibC.Receive(_fd, p, buffer.Length, 0);
            }
            while (length < 0 && Errno.Last == LibC.EIntr);
            return Errno.Check(length, what);
        }
    }
}
