namespace DockerScan.Discord.Rest;

/// <summary>
/// Discord's limits: a bucket by route and top-level resource as its headers name them, and all of a bot's calls
/// together. Bounded; what is forgotten costs one 429 at most.
/// </summary>
internal sealed class RateLimits(TimeProvider time)
{
    /// <summary>Calls a second, all routes together; Discord's documents say 50.</summary>
    internal const int GlobalPerSecond = 50;

    private const int MaxBuckets = 2000;

    // Clocks differ and rounding is theirs.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RateBucket> _buckets = new(StringComparer.Ordinal);
    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _second;
    private int _inSecond;

    /// <summary>Takes a place; else how long to wait before asking again.</summary>
    public TimeSpan Reserve(DiscordRoute route)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var wait = route.UsesBotToken ? Global(now) : TimeSpan.Zero;
            if (wait <= TimeSpan.Zero && _buckets.TryGetValue(Key(route), out var bucket) && bucket.ResetAt > now)
            {
                wait = bucket.Left > 0 ? TimeSpan.Zero : bucket.ResetAt - now;
                bucket.Left -= wait > TimeSpan.Zero ? 0 : 1;
            }

            if (wait <= TimeSpan.Zero && route.UsesBotToken)
            {
                _inSecond++;
            }

            return wait;
        }
    }

    /// <summary>Learns from an answer's headers.</summary>
    public void Learn(DiscordRoute route, string? hash, int? left, TimeSpan? resetAfter)
    {
        if (left is not { } remaining || resetAfter is not { } reset)
        {
            return;
        }

        lock (_lock)
        {
            MakeRoom();
            if (hash is not null)
            {
                _hashes[Shape(route)] = hash;
            }

            var at = time.GetUtcNow() + reset + Margin;
            // Answers overtake each other: within one window the smaller number is the newer.
            _buckets[Key(route)] = _buckets.TryGetValue(Key(route), out var known) && known.ResetAt > time.GetUtcNow()
                ? new RateBucket(Math.Min(known.Left, remaining), at > known.ResetAt ? at : known.ResetAt)
                : new RateBucket(remaining, at);
        }
    }

    /// <summary>A 429 says to wait.</summary>
    public void Pause(DiscordRoute route, TimeSpan wait, bool isGlobal)
    {
        lock (_lock)
        {
            var until = time.GetUtcNow() + wait + Margin;
            if (isGlobal)
            {
                _pausedUntil = until;
                return;
            }

            MakeRoom();
            _buckets[Key(route)] = new RateBucket(0, until);
        }
    }

    private TimeSpan Global(DateTimeOffset now)
    {
        if (_pausedUntil > now)
        {
            return _pausedUntil - now;
        }

        if (now - _second >= TimeSpan.FromSeconds(1))
        {
            (_second, _inSecond) = (now, 0);
        }

        return _inSecond < GlobalPerSecond ? TimeSpan.Zero : _second.AddSeconds(1) - now;
    }

    private static string Shape(DiscordRoute route) => $"{route.Method} {route.Name}";

    private string Key(DiscordRoute route) => $"{_hashes.GetValueOrDefault(Shape(route), Shape(route))} {route.Major}";

    private void MakeRoom()
    {
        if (_buckets.Count < MaxBuckets)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var key in _buckets.OrderBy(pair => pair.Value.ResetAt).Where((pair, index) => pair.Value.ResetAt <= now || index < MaxBuckets / 2).Select(pair => pair.Key).ToList())
        {
            _buckets.Remove(key);
        }
    }
}
