namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Process ids that were given out but cannot be read yet. The kernel counts an id before its process appears in /proc, and a busy machine
/// may pause between the two: whoever asks once only would miss the process.
/// </summary>
internal sealed class Unborn
{
    /// <summary>How long an id is asked for: it appears within microseconds, or after the parent's next turn on a busy core.</summary>
    internal const int LifeMs = 50;

    internal const int Max = 128;
    private readonly List<(int Pid, long UntilMs)> _waiting = [];

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Remembers an id; when there are too many, the next sweep of all processes finds it.</summary>
    public void Add(int pid, long now)
    {
        if (_waiting.Count < Max)
        {
            _waiting.Add((pid, now + LifeMs));
        }
    }

    /// <summary>Tries each again.</summary>
    /// <param name="now">The time, in milliseconds.</param>
    /// <param name="isThere">True when the process is there, or known already.</param>
    /// <returns>True when one was found.</returns>
    public bool Retry(long now, Func<int, bool> isThere)
    {
        var found = false;
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var isBorn = isThere(_waiting[i].Pid);
            found |= isBorn;
            if (isBorn || now >= _waiting[i].UntilMs)
            {
                _waiting.RemoveAt(i);
            }
        }

        return found;
    }
}
