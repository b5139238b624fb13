using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Slack;

/// <summary>What Slack refuses in messages: the documented limits of Block Kit.</summary>
public static class SlackRules
{
    /// <summary>Slack's error code; null when the blocks are good.</summary>
    public static string? FindProblem(JsonArray? blocks)
    {
        if (blocks is null)
        {
            return null;
        }

        return blocks.Count > 50 || !blocks.All(block => block is JsonObject known && IsGood(known)) ? "invalid_blocks" : null;
    }

    private static bool IsGood(JsonObject block) => Type(block) switch
    {
        "header" => IsText(block["text"], 150),
        "section" => IsText(block["text"], 3000),
        "context" => block["elements"] is JsonArray { Count: > 0 and <= 10 } elements && elements.All(element => IsText(element, 3000)),
        "actions" => block["elements"] is JsonArray { Count: > 0 and <= 25 } elements && AreButtons(elements),
        "rich_text" => block["elements"] is JsonArray { Count: > 0 } elements && elements.All(IsRichText),
        _ => false,
    };

    private static bool AreButtons(JsonArray buttons)
        => buttons.All(button => Type(button) == "button" && IsText(button!["text"], 75) && Length(button["value"]) is > 0 and <= 2000 && Length(button["action_id"]) is > 0 and <= 255
                && button["style"]?.ToString() is null or "danger" or "primary")
            && buttons.Select(button => button!["action_id"]!.ToString()).Distinct(StringComparer.Ordinal).Count() == buttons.Count;

    private static bool IsRichText(JsonNode? element) => Type(element) switch
    {
        "rich_text_section" => element!["elements"] is JsonArray parts && parts.All(IsPart),
        "rich_text_list" => element!["style"]?.ToString() is "bullet" or "ordered" && element["elements"] is JsonArray { Count: > 0 } items && items.All(IsRichText),
        _ => false,
    };

    // Only plain text and links: a user, a channel or a broadcast would be a mention.
    private static bool IsPart(JsonNode? part) => Type(part) switch
    {
        "text" => Length(part!["text"]) > 0,
        "link" => Length(part!["url"]) is > 0 and <= 3000,
        _ => false,
    };

    private static bool IsText(JsonNode? text, int most) => Type(text) is "plain_text" or "mrkdwn" && Length(text!["text"]) is var length && length > 0 && length <= most;

    private static string? Type(JsonNode? node) => (node as JsonObject)?["type"]?.ToString();

    private static int Length(JsonNode? node) => node?.ToString().Length ?? 0;
}
