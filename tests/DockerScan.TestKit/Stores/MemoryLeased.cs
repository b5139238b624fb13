using DockerScan.Core.Stores;

namespace DockerScan.TestKit.Stores;

/// <summary>Work in memory. It passes the contract that the stores pass, so what is tried on it goes as on them.</summary>
public sealed class MemoryLeased<T>(TimeProvider time) : ILeased<T>
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Adds an item that is due.</summary>
    public void Add(string key, T item, string asker = "", bool isSchedule = false, string? lane = null)
    {
        lock (_lock)
        {
            var same = _entries.Where(entry => entry.IsSchedule == isSchedule).ToList();
            var current = same.Where(entry => entry.Owner is not null).Select(entry => (int?)entry.Turn).Max() ?? same.Select(entry => (int?)entry.Turn).Min() ?? 0;
            var own = same.Where(entry => entry.Asker == asker).Select(entry => entry.Turn + 1).DefaultIfEmpty(0).Max();
            _entries.Add(new Entry { Key = key, Item = item, Asker = asker, IsSchedule = isSchedule, Lane = lane, Turn = Math.Max(current, own), DueAt = time.GetUtcNow() });
        }
    }

    /// <summary>Changes a claimed item.</summary>
    public Task<LeaseAnswer> ChangeAsync(Claim claim, Func<T, T> change) => WriteAsync(claim, entry => entry.Item = change(entry.Item));

    /// <summary>Ends a claimed item.</summary>
    public Task<LeaseAnswer> EndAsync(Claim claim) => WriteAsync(claim, entry => _entries.Remove(entry));

    public Task<Claimed<T>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var next = _entries
                .Where(entry => (entry.Owner is null || entry.Until <= now) && (wish.Lane is null || entry.Lane == wish.Lane) && !(wish.IsForPeople && entry.IsSchedule)
                    && (wish.Only is null ? entry.DueAt <= now : entry.Key == wish.Only))
                .OrderBy(entry => entry.IsSchedule).ThenBy(entry => entry.Turn).FirstOrDefault();
            if (next is null)
            {
                return Task.FromResult<Claimed<T>?>(null);
            }

            (next.Owner, next.Until, next.Fence) = (wish.Owner, now + wish.Lease, next.Fence + 1);
            return Task.FromResult<Claimed<T>?>(new Claimed<T>(next.Item, new Claim(next.Key, next.Fence)));
        }
    }

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => WriteAsync(claim, entry => entry.Until = time.GetUtcNow() + lease);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => WriteAsync(claim, entry => (entry.Owner, entry.DueAt, entry.Failures) = (null, time.GetUtcNow() + after, entry.Failures + (isFailure ? 1 : 0)));

    /// <summary>Makes due what waits; how many that were.</summary>
    public int Wake(Func<T, bool> isWoken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var woken = _entries.Where(entry => entry.DueAt > now && isWoken(entry.Item)).ToList();
            woken.ForEach(entry => entry.DueAt = now);
            return woken.Count;
        }
    }

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var own = _entries.Where(entry => entry.Owner == owner).ToList();
            own.ForEach(entry => entry.Owner = null);
            return Task.FromResult(own.Count);
        }
    }

    /// <summary>How often the work on an item failed.</summary>
    public int FailuresOf(string key)
    {
        lock (_lock)
        {
            return _entries.Find(entry => entry.Key == key)?.Failures ?? 0;
        }
    }

    private Task<LeaseAnswer> WriteAsync(Claim claim, Action<Entry> write)
    {
        lock (_lock)
        {
            if (_entries.Find(entry => entry.Key == claim.Item && entry.Fence == claim.Fence && entry.Owner is not null) is not { } entry)
            {
                return Task.FromResult(LeaseAnswer.Stale);
            }

            write(entry);
            return Task.FromResult(LeaseAnswer.Held);
        }
    }

    private sealed class Entry
    {
        public required string Key { get; init; }

        public required T Item { get; set; }

        public required string Asker { get; init; }

        public bool IsSchedule { get; init; }

        public string? Lane { get; init; }

        public int Turn { get; init; }

        public DateTimeOffset DueAt { get; set; }

        public string? Owner { get; set; }

        public DateTimeOffset Until { get; set; }

        public long Fence { get; set; }

        public int Failures { get; set; }
    }
}
