namespace DockerScan.Sentinel.Inspect;

/// <summary>Which process writes what another one reads, by the pipes, FIFOs and pseudo terminals that they hold.</summary>
internal sealed class StreamTable
{
    private const int MaxSteps = 4;
    private const int MaxNeighbours = 16;
    private readonly Dictionary<int, Holder> _holders = [];

    /// <summary>What a process holds.</summary>
    /// <param name="parent">Its parent.</param>
    internal sealed class Holder(int parent)
    {
        public int Parent => parent;

        /// <summary>True when it has a connection over TCP.</summary>
        public bool HasConnection { get; set; }

        /// <summary>True when it has the other end of a pseudo terminal.</summary>
        public bool HasTerminal { get; set; }

        /// <summary>The standard input and output.</summary>
        public Stream[] Standard { get; } = new Stream[2];

        /// <summary>Its sockets that are no connection over a network.</summary>
        public HashSet<ulong> Sockets { get; } = [];

        /// <summary>What it can read.</summary>
        public HashSet<ulong> Reads { get; } = [];

        /// <summary>What it can write.</summary>
        public HashSet<ulong> Writes { get; } = [];
    }

    /// <summary>What a standard descriptor is: a pipe or FIFO by its number; else a terminal, or a socket that is no connection.</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    internal readonly record struct Stream(ulong Pipe, bool IsTerminal, bool IsLocalSocket)
    {
        /// <summary>The other end of a local socket; 0 when it is not known.</summary>
        public ulong Peer { get; init; }
    }

    public void Clear() => _holders.Clear();

    public Holder Add(int pid, int parent) => _holders[pid] = new Holder(parent);

    /// <summary>The processes with a connection that write the standard input of one and read its output, over other programs too; null when there are none.</summary>
    public (int Input, int Output)? Ends(int pid)
        => _holders.TryGetValue(pid, out var holder) && End(pid, holder, 0) is > 0 and var input && End(pid, holder, 1) is > 0 and var output ? (input, output) : null;

    private int End(int pid, Holder holder, int descriptor)
    {
        var seen = new HashSet<int> { pid };
        var next = new Queue<(int Pid, Holder Holder, int Steps)>();
        next.Enqueue((pid, holder, 0));
        while (next.TryDequeue(out var at))
        {
            foreach (var (other, its) in Neighbours(at, descriptor))
            {
                if (!seen.Add(other))
                {
                    continue;
                }

                if (its.HasConnection)
                {
                    return other;
                }

                if (at.Steps + 1 < MaxSteps)
                {
                    next.Enqueue((other, its, at.Steps + 1));
                }
            }
        }

        return 0;
    }

    // Who stands at the other end: of the standard input or output, and of all that a program between reads or writes (cat FIFO opens a descriptor of its own).
    private IEnumerable<(int Pid, Holder Holder)> Neighbours((int Pid, Holder Holder, int Steps) at, int descriptor)
    {
        var holder = at.Holder;
        var stream = holder.Standard[descriptor];
        IEnumerable<(int Pid, Holder Holder)> above = stream.IsTerminal ? Ancestors(holder).Where(each => each.Holder.HasTerminal).Take(1) : stream.IsLocalSocket ? Ancestors(holder).Take(1).Concat(Holding(stream.Peer, at.Pid)) : [];
        var pipes = at.Steps > 0 ? descriptor == 0 ? holder.Reads : holder.Writes : stream.Pipe != 0 ? [stream.Pipe] : [];
        return pipes.Count == 0 ? above
            : above.Concat(_holders.Where(each => each.Key != at.Pid && (descriptor == 0 ? each.Value.Writes : each.Value.Reads).Overlaps(pipes)).Take(MaxNeighbours).Select(each => (each.Key, each.Value)));
    }

    // A relay need not be an ancestor of the shell that it serves.
    private IEnumerable<(int Pid, Holder Holder)> Holding(ulong socket, int pid)
        => socket == 0 ? [] : _holders.Where(each => each.Key != pid && each.Value.Sockets.Contains(socket)).Take(MaxNeighbours).Select(each => (each.Key, each.Value));

    private IEnumerable<(int Pid, Holder Holder)> Ancestors(Holder holder)
    {
        for (var steps = 0; steps < MaxSteps && _holders.TryGetValue(holder.Parent, out var parent); steps++)
        {
            yield return (holder.Parent, parent);
            holder = parent;
        }
    }
}
