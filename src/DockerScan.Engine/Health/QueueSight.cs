namespace DockerScan.Engine.Health;

/// <summary>What was last seen of the queue, for gauges: they must not ask the store at every scrape.</summary>
public sealed class QueueSight
{
    private volatile QueueLook? _latest;

    /// <summary>The last look; null before the first.</summary>
    public QueueLook? Latest
    {
        get => _latest;
        internal set => _latest = value;
    }
}

/// <summary>The queue of the store.</summary>
/// <param name="Queued">How many scans wait, those included that workers left in hand when they ended.</param>
/// <param name="Running">How many run, each in the hands of a worker that lives.</param>
/// <param name="Oldest">For how long the oldest has waited; null when none waits.</param>
/// <param name="Dead">How many dead letters stand.</param>
public sealed record QueueLook(int Queued, int Running, TimeSpan? Oldest, int Dead);
