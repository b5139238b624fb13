using System.Net;

namespace DockerScan.Sentinel.Dns;

/// <summary>
/// Which name led to an address. Bounded: the oldest goes, except that a name whose address was used gets another round,
/// so that a flood of names does not push out those that matter. Thread-safe.
/// </summary>
internal sealed class NameTable(int capacity = NameTable.DefaultCapacity)
{
    public const int DefaultCapacity = 10_000;

    /// <summary>Bound of all names together: a tunnel's names have 250 characters each.</summary>
    public const int MaxChars = 1_000_000;

    private readonly Lock _gate = new();

    // At full size from the start: growing would leave large holes in a small heap.
    private readonly Dictionary<IPAddress, Entry> _entries = new(capacity);
    private readonly Queue<IPAddress> _order = new(capacity);
    private long _chars;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    public void Add(IPAddress a, string name)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(a, out var known))
            {
                _chars += name.Length - known.Name.Length;
                known.Name = name;
                return;
            }

            while (_entries.Count > 0 && (_entries.Count >= capacity || _chars + name.Length > MaxChars))
            {
                EvictOne();
            }

            _entries[a] = new Entry { Name = name };
            _order.Enqueue(a);
            _chars += name.Length;
        }
    }

    public string? Find(IPAddress a)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(a, out var entry))
            {
                return null;
            }

            entry.IsUsed = true;
            return entry.Name;
        }
    }

    /// <summary>As <see cref="Find"/>, and does not count as a use.</summary>
    public string? Peek(IPAddress a)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(a)?.Name;
        }
    }

    // Ends: each round clears the mark of the entry that it spares.
    private void EvictOne()
    {
        var oldest = _order.Dequeue();
        if (_entries[oldest].IsUsed)
        {
            _entries[oldest].IsUsed = false;
            _order.Enqueue(oldest);
            return;
        }

        _chars -= _entries[oldest].Name.Length;
        _entries.Remove(oldest);
    }

    private sealed class Entry
    {
        public required string Name { get; set; }

        public bool IsUsed { get; set; }
    }
}
