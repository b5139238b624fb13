using System.Globalization;
using System.Net;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Which process owns which socket.</summary>
internal sealed class SocketWatch(IEventSink sink, Drops drops)
{
    internal const int MaxTold = 8192;

    private const int MaxTableBytes = 4 << 20;
    private const int MaxLinks = 20_000;

    private static readonly string[] Tables = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"];

    private readonly HashSet<(int, string, string, int, string?, int)> _told = [];
    private readonly HashSet<ulong> _owned = [];
    private readonly Dictionary<ulong, (string Protocol, SocketLine Line)> _open = [];
    private readonly List<int> _fds = [];
    private readonly Dictionary<ulong, List<int>> _standard = [];
    private byte[] _table = new byte[64 * 1024];
    private bool _hasNew;

    public void Scan(IReadOnlyCollection<Tracked> processes)
    {
        _open.Clear();
        _hasNew = false;
        foreach (var table in Tables)
        {
            ReadTable(table);
        }

        ReadPacketTable();
        if (_hasNew)
        {
            FindOwners(processes);
        }
    }

    private void ReadTable(string name)
    {
        var length = ReadAll("/proc/net/" + name);
        var rest = _table.AsSpan(0, Math.Max(0, length));
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            // Inode 0: a connection that is closed already and belongs to nobody.
            if (SocketLine.Parse(line) is { Inode: not 0 } socket)
            {
                Add(name.TrimEnd('6'), socket);
            }
        }
    }

    // Packet sockets have no address: sk, reference count, type, protocol, interface, running, rmem, user, inode.
    private void ReadPacketTable()
    {
        var length = ReadAll("/proc/net/packet");
        foreach (var line in System.Text.Encoding.ASCII.GetString(_table, 0, Math.Max(0, length)).Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 9 && ulong.TryParse(fields[8], NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
            {
                var none = new IPEndPoint(IPAddress.Any, 0);
                Add("packet", new SocketLine(none, none, SocketLine.Closed, inode));
            }
        }
    }

    private void Add(string protocol, SocketLine socket)
    {
        _open[socket.Inode] = (protocol, socket);
        _hasNew |= !_owned.Contains(socket.Inode);
    }

    private int ReadAll(string path)
    {
        var length = ProcFile.Read(path, _table);
        while (length == _table.Length && _table.Length < MaxTableBytes)
        {
            _table = new byte[_table.Length * 2];
            length = ProcFile.Read(path, _table);
        }

        if (length == MaxTableBytes)
        {
            drops.Add("sockets");
        }

        return length;
    }

    private void FindOwners(IReadOnlyCollection<Tracked> processes)
    {
        var links = 0;
        foreach (var process in processes)
        {
            if (!process.IsTold || !ProcFile.ReadNumbers(Text($"/proc/{process.Pid}/fd"), _fds, MaxLinks))
            {
                continue;
            }

            _standard.Clear();
            var owned = new HashSet<ulong>();
            foreach (var fd in _fds)
            {
                if (++links > MaxLinks)
                {
                    drops.Add("sockets");
                    return;
                }

                if (Inode(ProcFile.ReadLink(Text($"/proc/{process.Pid}/fd/{fd}"))) is { } inode && _open.ContainsKey(inode))
                {
                    owned.Add(inode);
                    if (fd <= 2)
                    {
                        (_standard.TryGetValue(inode, out var fds) ? fds : _standard[inode] = []).Add(fd);
                    }
                }
            }

            foreach (var inode in owned)
            {
                Tell(process.Pid, _open[inode].Protocol, _open[inode].Line, _standard.GetValueOrDefault(inode));
            }
        }

        Forget();
    }

    private void Tell(int pid, string protocol, SocketLine socket, List<int>? standard)
    {
        _owned.Add(socket.Inode);
        var isListening = protocol == "tcp" ? socket.State == SocketLine.Listening : socket.State == SocketLine.Closed;
        var remote = isListening || socket.Remote.Port == 0 ? null : socket.Remote;
        if (protocol == "tcp" && !isListening && remote is null)
        {
            _owned.Remove(socket.Inode); // Not connected yet: look again.
            return;
        }

        if (_told.Count >= MaxTold)
        {
            drops.Add("sockets");
            return;
        }

        if (_told.Add((pid, protocol, socket.Local.Address.ToString(), socket.Local.Port, remote?.Address.ToString(), remote?.Port ?? 0)))
        {
            sink.Write(new SocketEvent
            {
                Pid = pid,
                Protocol = protocol,
                IsListening = isListening,
                LocalAddress = socket.Local.Address.ToString(),
                LocalPort = socket.Local.Port,
                RemoteAddress = remote?.Address.ToString(),
                RemotePort = remote?.Port ?? 0,
                StandardFds = standard is null ? [] : [.. standard.Order()],
            });
        }
    }

    // An inode of a closed socket may be given out again.
    private void Forget() => _owned.RemoveWhere(inode => !_open.ContainsKey(inode));

    private static ulong? Inode(string? link)
        => link is not null && link.StartsWith("socket:[", StringComparison.Ordinal)
            && ulong.TryParse(link.AsSpan(8, link.Length - 9), NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            ? inode : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
