using System.Text.Json;
using System.Text.RegularExpressions;

namespace DockerScan.Discord.Wire;

/// <summary>The key of a message, at the end of the id of its first button: so it is found again when the answer to its post was lost.</summary>
internal static partial class DiscordKeys
{
    private const char Mark = '#';

    /// <summary>The rows with the key in them; as they are where there is no button, or no room.</summary>
    public static IReadOnlyList<DiscordRow> With(IReadOnlyList<DiscordRow> rows, string? key)
    {
        if (key is null || rows is not [{ Components: [var first, ..] } row, ..] || !IsKey().IsMatch(key) || first.CustomId.Length + key.Length + 1 > MaxId)
        {
            return rows;
        }

        return [row with { Components = [first with { CustomId = $"{first.CustomId}{Mark}{key}" }, .. row.Components.Skip(1)] }, .. rows.Skip(1)];
    }

    /// <summary>What was pressed, without a key.</summary>
    public static string Without(string id) => Marked().Replace(id, string.Empty);

    /// <summary>The id of the message with a key, of those that Discord lists; null when it is none of them.</summary>
    public static string? Find(JsonElement? messages, string key)
    {
        if (messages is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var end = $"{Mark}{key}";
        return list.EnumerateArray().Where(message => Ids(message, 0).Any(id => id.EndsWith(end, StringComparison.Ordinal)))
            .Select(message => message.TryGetProperty("id", out var id) ? id.GetString() : null).FirstOrDefault(id => id is not null && Snowflake.IsOne(id));
    }

    private const int MaxId = 100;
    private const int MaxDepth = 3;

    private static IEnumerable<string> Ids(JsonElement element, int depth)
    {
        if (depth >= MaxDepth || element.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        if (element.TryGetProperty("custom_id", out var own) && own.ValueKind == JsonValueKind.String)
        {
            yield return own.GetString()!;
        }

        if (element.TryGetProperty("components", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var id in parts.EnumerateArray().SelectMany(part => Ids(part, depth + 1)))
            {
                yield return id;
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]{8,25}$", RegexOptions.NonBacktracking)]
    private static partial Regex IsKey();

    [GeneratedRegex("#[a-z0-9]{8,25}$", RegexOptions.NonBacktracking)]
    private static partial Regex Marked();
}
