namespace DockerScan.Conversation.Delivery;

/// <summary>
/// Which trouble is worth a line of the log: each once, and again when it has lasted for a while. A platform that is away for a night is tried
/// every few seconds, and must not fill the log with the same words. Safe to use from several threads.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RepeatedTrouble(TimeProvider time)
{
    /// <summary>After how long the same is said again.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromMinutes(10);

    private const int MaxKnown = 100;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _said = new(StringComparer.Ordinal);

    /// <summary>True when it was not said for <see cref="Reminder"/>; from then on it was.</summary>
    /// <param name="trouble">What is wrong, the same words for the same thing.</param>
    public bool IsNews(string trouble)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_said.TryGetValue(trouble, out var at) && now - at < Reminder)
            {
                return false;
            }

            // More kinds than anybody reads: begin anew.
            if (_said.Count >= MaxKnown)
            {
                _said.Clear();
            }

            _said[trouble] = now;
            return true;
        }
    }

    /// <summary>All is well again: what comes next is news.</summary>
    public void Over()
    {
        lock (_lock)
        {
            _said.Clear();
        }
    }
}
