namespace DockerScan.Sentinel.Inspect;

/// <summary>A process and its sockets, by inode.</summary>
/// <param name="process">The process.</param>
internal sealed class SocketOwner(Tracked process)
{
    private Dictionary<ulong, OwnedSocket> _next = [];
    private bool _isNew;

    public Tracked Process => process;

    public Dictionary<ulong, OwnedSocket> Sockets { get; private set; } = [];

    /// <summary>When its descriptors are read again.</summary>
    public long NextMs { get; set; }

    /// <summary>The last look in which the process was alive.</summary>
    public long Pass { get; set; }

    /// <summary>How many were found since <see cref="Begin"/>.</summary>
    public int Count => _next.Count;

    public void Begin()
    {
        _next.Clear();
        _isNew = false;
    }

    /// <summary>Adds what a descriptor is, by its number and its path.</summary>
    public void Add(ulong inode, int descriptor, ReadOnlySpan<byte> path, long now)
    {
        if (!_next.TryGetValue(inode, out var socket))
        {
            if (!Sockets.TryGetValue(inode, out socket))
            {
                socket = new OwnedSocket(SocketInode.Protocol(path), now);
                _isNew |= socket.Protocol is not null;
            }

            socket.Begin();
            _next.Add(inode, socket);
        }

        socket.Add(descriptor);
    }

    /// <summary>True when there is a socket, or a use of one, that was not there before.</summary>
    public bool End()
    {
        (Sockets, _next) = (_next, Sockets);
        foreach (var socket in Sockets.Values)
        {
            _isNew |= socket.End() && socket.Protocol is not null;
        }

        return _isNew;
    }

    /// <summary>Adds the inodes whose lines are to be read.</summary>
    public void Want(HashSet<ulong> inodes)
    {
        foreach (var (inode, socket) in Sockets)
        {
            if (socket.Protocol is not null)
            {
                inodes.Add(inode);
            }
        }
    }
}
