using System.Collections.Concurrent;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;

namespace DockerScan.Discord.Answers;

/// <summary>The interactions that this process took and that can still be answered. Their tokens are kept nowhere else.</summary>
internal sealed class OpenInteractions(DiscordRest rest, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, OpenInteraction> _open = new(StringComparer.Ordinal);

    public void Add(DiscordInteraction interaction)
    {
        // Few at a time: as many as people can ask for in a quarter of an hour.
        foreach (var over in _open.Where(each => !each.Value.IsOpen))
        {
            _open.TryRemove(over);
        }

        _open.TryAdd(interaction.Id, new OpenInteraction(rest, interaction, time));
    }

    /// <summary>Null when its time is over, or another process took it.</summary>
    public OpenInteraction? Find(string? id) => id is not null && _open.TryGetValue(id, out var found) && found.IsOpen ? found : null;
}
