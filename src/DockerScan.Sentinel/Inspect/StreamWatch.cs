using System.Buffers.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Says of a process whose input and output lead through pipes, FIFOs, a pseudo terminal or other programs to connections, whose they are:
/// a shell behind <c>openssl s_client</c> has no connection itself.
/// </summary>
internal sealed class StreamWatch(IEventSink sink, Drops drops, Action<Tracked>? tellOwner = null) : IDisposable
{
    private const int PeriodMs = 300;
    private const int MaxProcesses = 512;
    private const int MaxDescriptors = 1024;
    private const int MaxTold = 512;
    private readonly StreamTable _table = new();
    private readonly HashSet<(int, long, int, int)> _told = [];
    private readonly LivingThread _living = new();
    private readonly UnixPeers _peers = new();
    private readonly List<int> _descriptors = [];
    private readonly byte[] _link = new byte[128];
    private readonly byte[] _info = new byte[256];
    private readonly HashSet<(ulong, ulong)> _unlinked = [];
    private long _nextMs;
    private long _unlinkedBytes;
    private long _sum;
    private bool _isLost;

    /// <summary>What files hold on the disk that have no name any more and that the target has open: in no count of its layer.</summary>
    public long UnlinkedBytes => Volatile.Read(ref _unlinkedBytes);

    public void Scan(Tracked[] processes, bool isDue = false)
    {
        if (!isDue && Monotonic.Ms < _nextMs)
        {
            return;
        }

        _nextMs = Monotonic.Ms + PeriodMs;
        _table.Clear();
        _unlinked.Clear();
        _sum = 0;
        foreach (var process in processes.Take(MaxProcesses))
        {
            Read(process.Pid, _table.Add(process.Pid, process.Facts.ParentPid));
        }

        Volatile.Write(ref _unlinkedBytes, _sum);

        foreach (var process in processes.Take(MaxProcesses))
        {
            if (_table.Ends(process.Pid) is not { } ends || !_told.Add((process.Pid, process.Facts.StartTicks, ends.Input, ends.Output)))
            {
                continue;
            }

            if (_told.Count <= MaxTold)
            {
                foreach (var each in processes.Where(each => each.Pid == process.Pid || each.Pid == ends.Input || each.Pid == ends.Output))
                {
                    tellOwner?.Invoke(each);
                }

                sink.Write(new StreamEvent(process.Pid, ends.Input, ends.Output));
            }
            else
            {
                Lose();
            }
        }

        if (processes.Length > MaxProcesses)
        {
            Lose();
        }
    }

    public void Dispose() => _peers.Dispose();

    private void Lose()
    {
        if (!_isLost)
        {
            _isLost = true;
            drops.Add("sockets");
        }
    }

    private void Read(int pid, StreamTable.Holder holder)
    {
        Span<byte> buffer = stackalloc byte[ProcPath.MaxLength];
        var living = _living.ListDescriptors(pid, _descriptors, MaxDescriptors);
        if (living == 0)
        {
            return;
        }

        if (_descriptors.Count == MaxDescriptors)
        {
            Lose();
        }

        foreach (var descriptor in _descriptors)
        {
            var path = new ProcPath(buffer).OfDescriptor(living, descriptor);
            var length = ProcFile.ReadLink(path, _link);
            if (length > 0)
            {
                Take(holder, living, descriptor, path, _link.AsSpan(0, length));
            }
        }
    }

    private void Take(StreamTable.Holder holder, int pid, int descriptor, ReadOnlySpan<byte> path, ReadOnlySpan<byte> link)
    {
        if (link.EndsWith(" (deleted)"u8) && link[0] == '/' && !link.StartsWith("/memfd:"u8) && !link.StartsWith("/dev/"u8)
            && FileIdentity.Of(path) is { IsRegular: true, Links: 0 } file && _unlinked.Add((file.Device, file.Inode)))
        {
            _sum += file.DiskBytes;
        }

        var socket = SocketInode.Parse(link);
        var isSocket = socket != 0;
        var protocol = isSocket ? SocketInode.Protocol(path) : null;
        holder.HasConnection |= protocol == "tcp";
        holder.HasTerminal |= link.SequenceEqual("/dev/ptmx"u8) || link.SequenceEqual("/dev/pts/ptmx"u8);
        var isLocal = isSocket && protocol is null;
        if (isLocal)
        {
            holder.Sockets.Add(socket);
        }

        var pipe = PipeOf(link, path);
        if (pipe != 0)
        {
            var mode = descriptor switch { 0 => 0, 1 or 2 => 1, _ => Mode(pid, descriptor) };
            if (mode != 1)
            {
                holder.Reads.Add(pipe);
            }

            if (mode != 0)
            {
                holder.Writes.Add(pipe);
            }
        }

        if (descriptor <= 1)
        {
            holder.Standard[descriptor] = new StreamTable.Stream(pipe, link.StartsWith("/dev/pts/"u8), isLocal) { Peer = isLocal ? _peers.Of(socket) : 0 };
        }
    }

    private static ulong PipeOf(ReadOnlySpan<byte> link, ReadOnlySpan<byte> path)
        => link.StartsWith("pipe:["u8) && Utf8Parser.TryParse(link[6..], out ulong inode, out _) ? inode
            : !link.IsEmpty && link[0] == '/' && !link.StartsWith("/dev/"u8) && FileIdentity.Of(path) is { IsPipe: true } file ? Mark.Add(file.Device, BitConverter.GetBytes(file.Inode))
            : 0;

    // The access mode in "flags:	0100001": 0 reads, 1 writes, 2 does both.
    private int Mode(int pid, int descriptor)
    {
        Span<byte> buffer = stackalloc byte[ProcPath.MaxLength];
        var length = ProcFile.Read(new ProcPath(buffer).OfDescriptorInfo(pid, descriptor), _info);
        var text = length <= 0 ? [] : _info.AsSpan(0, length);
        var at = text.IndexOf("flags:"u8);
        var end = at < 0 ? -1 : text[at..].IndexOf((byte)'\n');
        return end < 1 ? 2 : (text[at + end - 1] - '0') & 3;
    }
}
