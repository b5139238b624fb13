using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Discord;

/// <summary>What Discord refuses in a message, from its API reference, v10.</summary>
internal static class DiscordRules
{
    private const int Total = 6000;

    /// <summary>Why a message is refused; null when it is not.</summary>
    public static string? FindFault(JsonNode? message)
    {
        var embeds = Items(message, "embeds");
        if (embeds.Count == 0 && Items(message, "attachments").Count == 0 && Text(message, "content").Length == 0)
        {
            return "empty message";
        }

        return Text(message, "content").Length > 2000 ? "content over 2000"
            : embeds.Count > 10 ? "over 10 embeds"
            : embeds.Select(FindFaultOfEmbed).FirstOrDefault(fault => fault is not null)
            ?? (embeds.Sum(Size) > Total ? "embeds over 6000" : FindFaultOfButtons(message));
    }

    private static string? FindFaultOfEmbed(JsonNode? embed)
    {
        var fields = Items(embed, "fields");
        return Text(embed, "title").Length > 256 ? "title over 256"
            : Text(embed, "description").Length > 4096 ? "description over 4096"
            : fields.Count > 25 ? "over 25 fields"
            : fields.Any(field => Text(field, "name").Length is 0 or > 256) ? "field name not 1 to 256"
            : fields.Any(field => Text(field, "value").Length is 0 or > 1024) ? "field value not 1 to 1024"
            : null;
    }

    private static string? FindFaultOfButtons(JsonNode? message)
    {
        var rows = Items(message, "components");
        var buttons = rows.SelectMany(row => Items(row, "components")).ToList();
        return rows.Count > 5 ? "over 5 rows"
            : rows.Any(row => Items(row, "components").Count is 0 or > 5) ? "row not 1 to 5 buttons"
            : buttons.Any(button => Text(button, "custom_id").Length is 0 or > 100) ? "custom_id not 1 to 100"
            : buttons.Any(button => Text(button, "label").Length is 0 or > 80) ? "label not 1 to 80"
            : buttons.DistinctBy(button => Text(button, "custom_id")).Count() != buttons.Count ? "custom_id twice"
            : null;
    }

    private static int Size(JsonNode? embed)
        => Text(embed, "title").Length + Text(embed, "description").Length
            + Items(embed, "fields").Sum(field => Text(field, "name").Length + Text(field, "value").Length);

    private static IReadOnlyList<JsonNode?> Items(JsonNode? node, string name) => node?[name] is JsonArray items ? [.. items] : [];

    private static string Text(JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : string.Empty;
}
