using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>The target's sockets. Those without an owner are the sentinel's own, or are gone already, and name nobody.</summary>
internal sealed class SocketTable
{
    private readonly Dictionary<(string Protocol, int LocalPort), List<OwnedSocket>> _byLocal = [];
    private readonly Dictionary<(string Protocol, string Address, int Port), List<OwnedSocket>> _byRemote = [];
    private readonly Dictionary<int, List<OwnedSocket>> _byPid = [];
    private readonly HashSet<(string Protocol, string Address, int Port)> _called = [];
    private readonly ProcessInstance? _rawOwner;

    public SocketTable(IEnumerable<SentinelEvent> events, ProcessTable processes)
    {
        var all = new List<OwnedSocket>();
        foreach (var seen in events.OfType<SocketEvent>().Where(each => each.Pid != 0))
        {
            var owned = new OwnedSocket(seen, processes.Find(seen.Pid, seen.Ms));
            all.Add(owned);
            Add(_byLocal, (seen.Protocol, seen.LocalPort), owned);
            Add(_byPid, seen.Pid, owned);
            if (seen.RemoteAddress is { } remote)
            {
                Add(_byRemote, (seen.Protocol, Addresses.Normalize(remote), seen.RemotePort), owned);
            }
        }

        // Told by the kernel before it happened.
        foreach (var call in events.OfType<ContactEvent>().Where(each => each is { Call: "connect", Address: not null }))
        {
            _called.Add((call.Protocol, Addresses.Normalize(call.Address!), call.Port));
        }

        All = all;
        _rawOwner = OfOneProgram(all.Where(each => each.Event.Protocol is "raw" or "packet"));
        ListeningPorts = all.Where(each => each.Event.IsListening).Select(each => (each.Event.Protocol, each.Event.LocalPort)).ToHashSet();
    }

    public IReadOnlyList<OwnedSocket> All { get; }

    public IReadOnlySet<(string Protocol, int Port)> ListeningPorts { get; }

    /// <summary>A connection that the process made itself, to another machine: not one that it accepted. One that was asked for is outward from whatever port it comes: a port may be listened on, too.</summary>
    public bool IsOutward(SocketEvent socket)
        => socket.RemoteAddress is { } remote && !Addresses.IsLoopback(remote)
            && (!ListeningPorts.Contains((socket.Protocol, socket.LocalPort)) || _called.Contains((socket.Protocol, Addresses.Normalize(remote), socket.RemotePort)));

    /// <summary>What a process held.</summary>
    public IReadOnlyList<OwnedSocket> Of(int pid) => _byPid.GetValueOrDefault(pid) ?? [];

    /// <summary>The owner by ports; else the one program that had a socket to there; else, for packets that no connection stands for, the one that makes raw ones.</summary>
    public ProcessInstance? Find(string protocol, string address, int port, int sourcePort, bool mayBeRaw)
    {
        var remote = _byRemote.GetValueOrDefault((protocol, address, port)) ?? [];
        return FindExact(protocol, address, port, sourcePort) ?? OfOneProgram(remote) ?? (mayBeRaw ? _rawOwner : null);
    }

    /// <summary>The owner by ports alone.</summary>
    public ProcessInstance? FindExact(string protocol, string address, int port, int sourcePort)
        => (_byRemote.GetValueOrDefault((protocol, address, port))?.Find(each => each.Event.LocalPort == sourcePort)
            ?? (sourcePort == 0 ? null : Local(protocol, sourcePort)))?.Process;

    // A UDP socket that is not connected has no remote address; a TCP one must not be taken for another's.
    private OwnedSocket? Local(string protocol, int sourcePort)
        => _byLocal.GetValueOrDefault((protocol, sourcePort))?.Find(each => each.Event.RemoteAddress is null && !(protocol == "tcp" && each.Event.IsListening));

    private static ProcessInstance? OfOneProgram(IEnumerable<OwnedSocket> sockets)
    {
        var owners = sockets.Select(each => each.Process).OfType<ProcessInstance>().Distinct().ToList();
        return owners.Select(each => each.Path ?? each.Name).Distinct().Count() == 1 ? owners[0] : null;
    }

    private static void Add<TKey>(Dictionary<TKey, List<OwnedSocket>> index, TKey key, OwnedSocket socket)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var same))
        {
            index[key] = same = [];
        }

        same.Add(socket);
    }
}

/// <summary>A socket and the process that held it.</summary>
/// <param name="Event">The socket.</param>
/// <param name="Process">Its owner; null when the process was not seen.</param>
internal sealed record OwnedSocket(SocketEvent Event, ProcessInstance? Process);
