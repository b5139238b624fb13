using System.Buffers.Binary;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Netlink;

/// <summary>The other end of a Unix socket, as the kernel knows it (sock_diag): a pair of sockets has no name by which it could be found.</summary>
internal sealed class UnixPeers : IDisposable
{
    private const int SockDiag = 4;
    private const ushort ByFamily = 20;
    private const uint ShowPeer = 4;
    private const int PeerAttribute = 2;
    private const int MaxKnown = 4096;

    private readonly Dictionary<ulong, ulong> _known = [];
    private NetlinkSocket? _socket;
    private bool _isBroken;

    /// <summary>The inode of the other end; 0 when there is none, or the kernel does not say.</summary>
    public ulong Of(ulong inode)
    {
        if (_known.TryGetValue(inode, out var known))
        {
            return known;
        }

        if (_isBroken || inode is 0 or > uint.MaxValue)
        {
            return 0;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        return _known[inode] = Ask((uint)inode);
    }

    public void Dispose() => _socket?.Dispose();

    /// <summary>The peer in an answer (<c>struct unix_diag_msg</c>, then attributes); 0 for none.</summary>
    internal static ulong Parse(ReadOnlySpan<byte> body)
    {
        const int head = 16, attributeHead = 4;
        for (var at = head; at + attributeHead <= body.Length;)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(body[at..]);
            if (size < attributeHead || size > body.Length - at)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(body[(at + 2)..]) == PeerAttribute && size >= attributeHead + sizeof(uint))
            {
                return BinaryPrimitives.ReadUInt32LittleEndian(body[(at + attributeHead)..]);
            }

            at += (size + 3) & ~3;
        }

        return 0;
    }

    private ulong Ask(uint inode)
    {
        try
        {
            _socket ??= new NetlinkSocket(SockDiag);
            // struct unix_diag_req: family, protocol, states, inode, what to show, cookie (none).
            Span<byte> request = stackalloc byte[24];
            request.Clear();
            request[0] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(request[4..], uint.MaxValue);
            BinaryPrimitives.WriteUInt32LittleEndian(request[8..], inode);
            BinaryPrimitives.WriteUInt32LittleEndian(request[12..], ShowPeer);
            BinaryPrimitives.WriteUInt64LittleEndian(request[16..], ulong.MaxValue);
            var message = new NetlinkWriter();
            message.Begin(ByFamily, NetlinkWriter.Ack, "ask for a socket's peer");
            message.Raw(request);
            message.End();
            return _socket.Ask(message, "ask for a socket's peer") is { } answer ? Parse(answer) : 0;
        }
        // A kernel without it: then who shares a pair of sockets is known of parents alone.
        catch (KernelException)
        {
            _isBroken = true;
            return 0;
        }
    }
}
