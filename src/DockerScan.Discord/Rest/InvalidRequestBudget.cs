namespace DockerScan.Discord.Rest;

/// <summary>
/// Counts answers of 401, 403 and 429 over the last ten minutes. Discord shuts an address out at 10,000; we stop at a
/// tenth, because others may share the address.
/// </summary>
internal sealed class InvalidRequestBudget(TimeProvider time)
{
    /// <summary>How many there may be in ten minutes.</summary>
    internal const int Limit = 1000;

    private const int Minutes = 10;
    private readonly Lock _lock = new();
    private readonly (long Minute, int Count)[] _counts = new (long, int)[Minutes];

    public bool IsSpent
    {
        get
        {
            lock (_lock)
            {
                var now = Minute();
                return _counts.Where(each => now - each.Minute < Minutes).Sum(each => each.Count) >= Limit;
            }
        }
    }

    public void Count()
    {
        lock (_lock)
        {
            var now = Minute();
            ref var slot = ref _counts[now % Minutes];
            slot = slot.Minute == now ? (now, slot.Count + 1) : (now, 1);
        }
    }

    private long Minute() => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}
