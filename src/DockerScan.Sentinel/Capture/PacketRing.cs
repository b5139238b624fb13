using System.Runtime.InteropServices;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Capture;

/// <summary>
/// A packet socket with a ring shared with the kernel (TPACKET_V3): a flood of frames costs no call each, and what does not fit is counted.
/// </summary>
/// <remarks>https://docs.kernel.org/networking/packet_mmap.html. One thread reads.</remarks>
internal sealed unsafe partial class PacketRing
{
    private const int Family = 17; // AF_PACKET
    private const int RawSocket = 3;
    private const int CloseOnExec = 0x80000;
    private const ushort AllProtocols = 0x0300; // ETH_P_ALL in network byte order.
    private const int SolSocket = 1;
    private const int AttachFilter = 26;
    private const int SolPacket = 263;
    private const int ReceiveRing = 5;
    private const int StatisticsOption = 6;
    private const int VersionOption = 10;
    private const int Version3 = 2;
    private const int BlockBytes = 256 * 1024;
    private const int Blocks = 16;
    private const int FrameBytes = 2048;
    private const int RetireMs = 40;
    private const int HeaderBytes = 48; // struct tpacket3_hdr, then struct sockaddr_ll.
    private const int SocketAddressBytes = 20;
    private const byte Outgoing = 4;
    private const int LoopbackIndex = 1; // In every network namespace.

    private readonly int _fd;
    private readonly byte* _ring;
    private int _block;
    private int _frames;
    private int _at;

    /// <exception cref="KernelException">The kernel refused the socket or the ring.</exception>
    public PacketRing(PacketFilter.Instruction[] filter)
    {
        // Protocol 0: nothing arrives before the filter and the ring are in place.
        _fd = Errno.Check(LibC.Socket(Family, RawSocket | CloseOnExec, 0), "open a packet socket");
        try
        {
            Attach(filter);
            var version = Version3;
            Errno.Check(LibC.SetSockOpt(_fd, SolPacket, VersionOption, &version, sizeof(int)), "choose the ring's version");
            // struct tpacket_req3: block size and count, frame size and count, time-out of a block, private part, features.
            var request = stackalloc uint[7] { BlockBytes, Blocks, FrameBytes, BlockBytes / FrameBytes * Blocks, RetireMs, 0, 0 };
            Errno.Check(LibC.SetSockOpt(_fd, SolPacket, ReceiveRing, request, 7 * sizeof(uint)), "make the packet ring");
            _ring = (byte*)Map(null, (nint)BlockBytes * Blocks, 3 /* read and write */, 1 /* shared */, _fd, 0);
            if (_ring == (byte*)-1)
            {
                throw new KernelException("map the packet ring", Errno.Last);
            }

            Bind();
        }
        catch (KernelException)
        {
            _ = LibC.Close(_fd);
            throw;
        }
    }

    /// <summary>Waits until there may be frames. False when none came in this time.</summary>
    public bool Wait(int milliseconds)
    {
        if (IsReady())
        {
            return true;
        }

        var entry = new PollEntry { Fd = _fd, Events = 1 /* POLLIN */ };
        _ = Poll(&entry, 1, milliseconds);
        return IsReady();
    }

    /// <summary>The next frame; false when the kernel has handed over no more.</summary>
    public bool TryRead(out RingFrame frame)
    {
        frame = default;
        while (_frames == 0)
        {
            if (!Open())
            {
                return false;
            }
        }

        var header = Block + _at;
        var next = *(int*)header;
        var taken = *(int*)(header + 12);
        var mac = *(ushort*)(header + 24);
        frame = new RingFrame
        {
            Bytes = mac + taken > BlockBytes - _at || taken < 0 ? default : new ReadOnlySpan<byte>(header + mac, taken),
            Length = *(int*)(header + 16),
            Seconds = *(uint*)(header + 4),
            Nanoseconds = *(uint*)(header + 8),
            IsSent = *(int*)(header + HeaderBytes + 4) == LoopbackIndex || header[HeaderBytes + 10] == Outgoing,
            IsEthernet = *(ushort*)(header + HeaderBytes + 8) is 1 or 772,
        };
        _at += next;
        if (--_frames == 0)
        {
            _block |= Finished;
        }

        return true;
    }

    /// <summary>Frames that did not fit into the ring since this was last asked.</summary>
    public long TakeLost()
    {
        // struct tpacket_stats_v3: packets, drops, freezes; reading clears them.
        var statistics = stackalloc uint[3];
        var length = 3 * sizeof(uint);
        return GetSockOpt(_fd, SolPacket, StatisticsOption, statistics, &length) == 0 ? statistics[1] : 0;
    }

    public void Close()
    {
        _ = Unmap(_ring, (nint)BlockBytes * Blocks);
        _ = LibC.Close(_fd);
    }

    // The last frame of a block was given out: the block goes back when the next one is asked for, not before.
    private const int Finished = 1 << 30;

    private byte* Block => _ring + ((long)(_block & ~Finished) * BlockBytes);

    private uint Status => Volatile.Read(ref *(uint*)(Block + 8));

    private bool IsReady()
    {
        Release();
        return _frames > 0 || (Status & 1 /* TP_STATUS_USER */) != 0;
    }

    private bool Open()
    {
        Release();
        if ((Status & 1) == 0)
        {
            return false;
        }

        _frames = *(int*)(Block + 12);
        _at = *(int*)(Block + 16);
        if (_frames == 0)
        {
            _block |= Finished;
        }

        return true;
    }

    private void Release()
    {
        if ((_block & Finished) != 0)
        {
            Volatile.Write(ref *(uint*)(Block + 8), 0 /* TP_STATUS_KERNEL */);
            _block = ((_block & ~Finished) + 1) % Blocks;
        }
    }

    private void Attach(PacketFilter.Instruction[] filter)
    {
        fixed (PacketFilter.Instruction* code = filter)
        {
            var program = new FilterProgram { Length = (ushort)filter.Length, Code = code };
            Errno.Check(LibC.SetSockOpt(_fd, SolSocket, AttachFilter, &program, sizeof(FilterProgram)), "attach the packet filter");
        }
    }

    private void Bind()
    {
        // struct sockaddr_ll; interface 0 is all of them.
        var address = stackalloc byte[SocketAddressBytes];
        new Span<byte>(address, SocketAddressBytes).Clear();
        *(ushort*)address = Family;
        *(ushort*)(address + 2) = AllProtocols;
        Errno.Check(LibC.Bind(_fd, address, SocketAddressBytes), "bind the packet socket");
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial void* Map(void* address, nint length, int protection, int flags, int fd, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(void* address, nint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetSockOpt(int fd, int level, int name, void* value, int* length);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public PacketFilter.Instruction* Code;
    }
}
