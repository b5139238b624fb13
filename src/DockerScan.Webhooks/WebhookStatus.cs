using System.Collections.Concurrent;

namespace DockerScan.Webhooks;

/// <summary>What became of the last try at each address, in this process.</summary>
internal sealed class WebhookStatus
{
    private readonly ConcurrentDictionary<string, string?> _last = new(StringComparer.Ordinal);

    /// <summary>Notes it.</summary>
    /// <param name="name">Which.</param>
    /// <param name="problem">Why it was not taken; null when it was.</param>
    public void Note(string name, string? problem) => _last[name] = problem;

    /// <summary>Why the last one was not taken; null when it was, or when there was none.</summary>
    public string? Find(string name) => _last.GetValueOrDefault(name);
}
