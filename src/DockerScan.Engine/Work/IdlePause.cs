namespace DockerScan.Engine.Work;

/// <summary>How long somebody who found nothing to do waits before looking again: short after work, longer the longer nothing comes. Safe to use concurrently.</summary>
/// <param name="shortest">The first pause.</param>
/// <param name="longest">The longest: so long may work wait that another process queued.</param>
public sealed class IdlePause(TimeSpan shortest, TimeSpan longest)
{
    private readonly Lock _lock = new();
    private TimeSpan? _next;

    /// <summary>The pause after one more look that found nothing.</summary>
    public TimeSpan Next()
    {
        lock (_lock)
        {
            var pause = _next ?? shortest;
            _next = pause + pause < longest ? pause + pause : longest;
            return pause;
        }
    }

    /// <summary>The pause of one who does not look, because another does.</summary>
    public TimeSpan Same()
    {
        lock (_lock)
        {
            return _next ?? shortest;
        }
    }

    /// <summary>Something was to be done.</summary>
    public void Worked()
    {
        lock (_lock)
        {
            _next = null;
        }
    }
}
