namespace DockerScan.Conversation.Replay;

/// <summary>Keys seen within a time, so that what comes twice is done once. Bounded; when it is full nothing new is taken.</summary>
/// <param name="keep">How long a key is remembered.</param>
/// <param name="capacity">How many are remembered at once.</param>
/// <param name="time">The clock.</param>
public sealed class RecentKeys<T>(TimeSpan keep, int capacity, TimeProvider time)
    where T : notnull
{
    private readonly Lock _lock = new();
    private readonly HashSet<T> _keys = [];
    private readonly Queue<(DateTimeOffset Until, T Key)> _order = [];

    /// <summary>Whether a key was seen.</summary>
    public bool Contains(T key)
    {
        lock (_lock)
        {
            Forget(time.GetUtcNow());
            return _keys.Contains(key);
        }
    }

    /// <summary>What became of a key.</summary>
    public RecentKeyResult Add(T key) => Add(key, time.GetUtcNow() + keep);

    /// <summary>The same for a key that counts until a moment; later ones must not be over earlier.</summary>
    public RecentKeyResult Add(T key, DateTimeOffset until)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Forget(now);
            if (_keys.Contains(key))
            {
                return RecentKeyResult.Seen;
            }

            if (_keys.Count >= capacity)
            {
                return RecentKeyResult.Full;
            }

            _keys.Add(key);
            _order.Enqueue((until, key));
            return RecentKeyResult.New;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _keys.Remove(_order.Dequeue().Key);
        }
    }
}
