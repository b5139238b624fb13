namespace DockerScan.Conversation.Delivery;

/// <summary>
/// Lets messages to one channel go one at a time with a pause between, first come first served. The queue of a channel
/// is bounded: what would wait longer than <see cref="MaxWaiting"/> pauses is refused.
/// </summary>
/// <param name="pause">The least time between two messages to one channel.</param>
/// <param name="time">The clock.</param>
public sealed class ChannelPacer(TimeSpan pause, TimeProvider time)
{
    /// <summary>How many messages may wait for one channel.</summary>
    public const int MaxWaiting = 60;

    private const int MaxChannels = 1000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _next = [];

    /// <summary>Waits for the channel's turn.</summary>
    /// <returns>False at once when too many wait already.</returns>
    public async Task<bool> WaitAsync(string channel, CancellationToken cancellationToken)
    {
        var wait = Reserve(channel, MaxWaiting * pause);
        if (wait is null)
        {
            return false;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait.Value, time, cancellationToken);
        }

        return true;
    }

    /// <summary>True when it is the channel's turn now; for what may be left out, such as the next step of a progress bar.</summary>
    public bool TryTake(string channel) => Reserve(channel, TimeSpan.Zero) is not null;

    private TimeSpan? Reserve(string channel, TimeSpan longest)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Forget(now);
            var at = _next.TryGetValue(channel, out var next) && next > now ? next : now;
            if (at - now > longest)
            {
                return null;
            }

            _next[channel] = at + pause;
            return at - now;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (_next.Count < MaxChannels)
        {
            return;
        }

        foreach (var channel in _next.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToList())
        {
            _next.Remove(channel);
        }
    }
}
