using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Discord;

/// <content>Files, which go along with a message in one form.</content>
public sealed partial class LoopbackDiscord
{
    private const int LargestFile = 10 << 20;
    private readonly Dictionary<string, IReadOnlyList<DiscordSentFile>> _files = new(StringComparer.Ordinal);

    /// <summary>False: the application may not attach files in the channel.</summary>
    public bool MaySendFiles { get; set; } = true;

    /// <summary>The files that came with a message, or with its last edit that had some.</summary>
    public IReadOnlyList<DiscordSentFile> FilesOf(string message)
    {
        lock (_lock)
        {
            return _files.GetValueOrDefault(message) ?? [];
        }
    }

    private (int Status, JsonNode? Body)? FindFileProblem(IReadOnlyList<DiscordSentFile> files)
        => files.Count == 0 ? null
            : !MaySendFiles ? (403, Error(50013, "Missing Permissions"))
            : files.Any(file => file.Content.Length > LargestFile) ? (413, Error(40005, "Request entity too large"))
            : null;

    // What is answered is the message, except to a callback.
    private void Keep(JsonNode? answer, IReadOnlyList<DiscordSentFile> files)
    {
        if (files.Count > 0 && answer?["id"]?.GetValue<string>() is { } id && _messages.TryGetValue(id, out var message))
        {
            _files[id] = files;
            message["attachments"] = new JsonArray([.. files.Select((file, index) => new JsonObject
            {
                ["id"] = NextId(), ["filename"] = file.Name, ["size"] = file.Content.Length, ["url"] = $"https://cdn.example/{index}", ["proxy_url"] = $"https://cdn.example/{index}",
            })]);
            answer["attachments"] = message["attachments"]!.DeepClone();
        }
    }
}
