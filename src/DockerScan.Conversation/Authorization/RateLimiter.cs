namespace DockerScan.Conversation.Authorization;

/// <summary>A bucket for each key that holds a minute's worth and fills evenly. The table is bounded; when it is full of busy keys, new ones are refused.</summary>
internal sealed class RateLimiter(int perMinute, TimeProvider time)
{
    /// <summary>How many keys are remembered at once.</summary>
    internal const int MaxKeys = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _buckets = [];

    /// <summary>True when there is one left for the key; it is taken.</summary>
    public bool TryTake(string key)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (!_buckets.TryGetValue(key, out var bucket))
            {
                if (!MakeRoom(now))
                {
                    return false;
                }

                bucket = new Bucket(perMinute, now);
            }

            var left = Filled(bucket, now);
            _buckets[key] = new Bucket(left >= 1 ? left - 1 : left, now);
            return left >= 1;
        }
    }

    // A full bucket says nothing: forgetting it changes no answer.
    private bool MakeRoom(long now)
    {
        if (_buckets.Count < MaxKeys)
        {
            return true;
        }

        foreach (var key in _buckets.Where(pair => Filled(pair.Value, now) >= perMinute).Select(pair => pair.Key).ToList())
        {
            _buckets.Remove(key);
        }

        return _buckets.Count < MaxKeys;
    }

    private double Filled(Bucket bucket, long now)
        => Math.Min(perMinute, bucket.Left + (time.GetElapsedTime(bucket.At, now).TotalMinutes * perMinute));

    private sealed record Bucket(double Left, long At);
}
