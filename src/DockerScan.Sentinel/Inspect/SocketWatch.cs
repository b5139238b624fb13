using System.Net;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Which process owns which socket. Sockets that no process of the target owns are the sentinel's own, and are not told.</summary>
internal sealed class SocketWatch(IEventSink sink, Drops drops, Action<Tracked>? tellOwner = null)
{
    internal const int MaxTold = 8192;

    // Room for what listens, or is a process's standard input or output, when a scan of ports has used up the rest.
    private const int MaxPlainTold = MaxTold - 1024;
    private const int MaxDescriptors = 16_384;
    private const int MaxPerPass = 20_000;
    private const int MaxOwned = 65_536;
    private const int YoungMs = 1000;
    private const int OldPeriodMs = 100;
    private const int RefreshMs = 1000;

    private readonly HashSet<(int, long, string, IPEndPoint, IPEndPoint?, int)> _told = [];
    private readonly Dictionary<(int Pid, long Start), SocketOwner> _owners = [];
    private readonly SocketTables _tables = new(drops);
    private readonly HashSet<ulong> _wanted = [];
    private readonly Dictionary<ulong, SocketLine> _lines = [];
    private readonly LivingThread _living = new();
    private readonly List<int> _descriptors = [];
    private readonly byte[] _link = new byte[64];
    private long _refreshedMs;
    private long _pass;
    private int _owned;
    private int _first;

    /// <summary>True when the last look found a socket that is in no table yet: it may be connected at any moment.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>True when there were more descriptors than one look reads: some processes wait for the next.</summary>
    public bool IsBehind { get; private set; }

    public void Scan(Tracked[] processes)
    {
        var now = Monotonic.Ms;
        IsBehind = false;
        _pass++;
        var links = 0;
        var isNew = false;
        for (var i = 0; i < processes.Length; i++)
        {
            var process = processes[(_first + i) % processes.Length];
            var owner = OwnerOf(process);
            if (now < owner.NextMs)
            {
                continue;
            }

            if (links >= MaxPerPass)
            {
                // The others come first at the next look.
                _first = (_first + i) % processes.Length;
                IsBehind = true;
                break;
            }

            owner.NextMs = now - process.ChangedMs < YoungMs ? now : now + OldPeriodMs;
            isNew |= ReadDescriptors(process.Pid, owner, now, ref links);
        }

        Forget();
        if (isNew || (_owned > 0 && now - _refreshedMs >= RefreshMs) || IsWaiting)
        {
            LookUp(now);
        }
    }

    private SocketOwner OwnerOf(Tracked process)
    {
        var key = (process.Pid, process.Facts.StartTicks);
        if (!_owners.TryGetValue(key, out var owner))
        {
            _owners[key] = owner = new SocketOwner(process);
        }

        owner.Pass = _pass;
        return owner;
    }

    private bool ReadDescriptors(int pid, SocketOwner owner, long now, ref int links)
    {
        Span<byte> buffer = stackalloc byte[ProcPath.MaxLength];
        var holder = _living.ListDescriptors(pid, _descriptors, MaxDescriptors);
        if (holder == 0)
        {
            return false;
        }

        _owned -= owner.Sockets.Count;
        owner.Begin();
        foreach (var descriptor in _descriptors)
        {
            links++;
            var path = new ProcPath(buffer).OfDescriptor(holder, descriptor);
            var length = ProcFile.ReadLink(path, _link);
            if (length <= 0 || SocketInode.Parse(_link.AsSpan(0, length)) is not (not 0 and var inode))
            {
                continue;
            }

            if (_owned + owner.Count >= MaxOwned)
            {
                drops.Add("sockets");
                break;
            }

            owner.Add(inode, descriptor, path, now);
        }

        var isNew = owner.End();
        _owned += owner.Sockets.Count;
        return isNew;
    }

    private void Forget()
    {
        foreach (var (key, owner) in _owners)
        {
            if (owner.Pass != _pass)
            {
                _owned -= owner.Sockets.Count;
                _owners.Remove(key);
            }
        }
    }

    private void LookUp(long now)
    {
        _wanted.Clear();
        foreach (var owner in _owners.Values)
        {
            owner.Want(_wanted);
        }

        IsWaiting = false;
        _refreshedMs = now;
        if (_wanted.Count == 0)
        {
            return;
        }

        _tables.Find(_wanted, _lines);
        foreach (var ((_, start), owner) in _owners)
        {
            foreach (var (inode, socket) in owner.Sockets)
            {
                if (socket.Protocol is null)
                {
                    continue;
                }

                if (_lines.TryGetValue(inode, out var line) && Tell(owner.Process, start, socket, line))
                {
                    continue;
                }

                // Made, and not yet bound or connected. Most are within moments; the rest is looked at each second.
                IsWaiting |= now - socket.SinceMs < YoungMs;
            }
        }
    }

    // False when it is nothing yet.
    private bool Tell(Tracked process, long start, OwnedSocket socket, SocketLine line)
    {
        var protocol = socket.Protocol!;
        var isListening = protocol switch
        {
            "tcp" => line.State == SocketLine.Listening,
            "udp" => line.State == SocketLine.Closed,
            _ => false,
        };
        var remote = isListening || line.Remote.Port == 0 ? null : line.Remote;
        if (protocol == "tcp" && !isListening && remote is null)
        {
            return false;
        }

        var key = (process.Pid, start, protocol, line.Local, remote, socket.Standard);
        if (_told.Contains(key))
        {
            return true;
        }

        if (_told.Count >= (isListening || socket.Standard != 0 ? MaxTold : MaxPlainTold))
        {
            if (socket.CountLoss())
            {
                drops.Add("sockets");
            }

            return true;
        }

        _told.Add(key);
        if (isListening || socket.Standard != 0)
        {
            tellOwner?.Invoke(process);
        }

        sink.Write(new SocketEvent
        {
            Pid = process.Pid,
            Protocol = protocol,
            IsListening = isListening,
            LocalAddress = line.Local.Address.ToString(),
            LocalPort = line.Local.Port,
            RemoteAddress = remote?.Address.ToString(),
            RemotePort = remote?.Port ?? 0,
            StandardFds = [.. Enumerable.Range(0, 3).Where(descriptor => (socket.Standard & (1 << descriptor)) != 0)],
        });
        return true;
    }
}
