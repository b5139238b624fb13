using System.Text.Json;
using DockerScan.Slack.Blocks;

namespace DockerScan.Slack.Inbound;

/// <summary>Slack's payloads as deeds. Null for what is none of ours; what is malformed is null too, never an exception.</summary>
internal static class SlackPayloads
{
    private const int MaxId = 100;

    /// <summary>A slash command, from form fields or from the same fields as JSON.</summary>
    /// <param name="field">A field's value by its name; null when it is missing.</param>
    public static SlackInbound? Command(Func<string, string?> field)
        => field("command") is { Length: > 0 } command && Id(field("trigger_id")) is { } trigger
            ? Checked(new SlackInbound
            {
                Id = "command:" + trigger,
                Team = field("team_id") ?? string.Empty,
                Channel = field("channel_id") ?? string.Empty,
                User = field("user_id") ?? string.Empty,
                Text = CommandText(command.TrimStart('/'), Mrkdwn.Unescape(field("text") ?? string.Empty)),
                ResponseUrl = Url(field("response_url")),
            })
            : null;

    /// <summary>A mention or a direct message; the bot's own messages are passed over.</summary>
    public static SlackInbound? Event(JsonElement envelope, string? botUser)
    {
        if (Text(envelope, "type") != "event_callback" || Id(Text(envelope, "event_id")) is not { } id || Child(envelope, "event") is not { } deed || !IsSaid(deed, botUser))
        {
            return null;
        }

        return Checked(new SlackInbound
        {
            Id = "event:" + id,
            Team = Text(deed, "user_team") ?? Text(deed, "source_team") ?? Text(deed, "team") ?? Text(envelope, "team_id") ?? string.Empty,
            Channel = Text(deed, "channel") ?? string.Empty,
            User = Text(deed, "user") ?? string.Empty,
            Text = WithoutMention(Text(deed, "text") ?? string.Empty, botUser),
            Thread = Text(deed, "thread_ts"),
        });
    }

    /// <summary>A button of a card. What it types is routed like anything that a person types, and as that person.</summary>
    public static SlackInbound? Interaction(JsonElement payload)
    {
        if (Text(payload, "type") != "block_actions" || Id(Text(payload, "trigger_id")) is not { } trigger
            || Child(payload, "user") is not { } user || Child(payload, "container") is not { } container || Value(payload) is not { Length: > 0 } value)
        {
            return null;
        }

        return Checked(new SlackInbound
        {
            Id = "action:" + trigger,
            Team = Text(user, "team_id") ?? (Child(payload, "team") is { } team ? Text(team, "id") : null) ?? string.Empty,
            Channel = Text(container, "channel_id") ?? string.Empty,
            User = Text(user, "id") ?? string.Empty,
            Text = value,
            Thread = IsTrue(container, "is_ephemeral") ? Text(container, "thread_ts") : Text(container, "thread_ts") ?? Text(container, "message_ts"),
            ResponseUrl = Url(Text(payload, "response_url")),
        });
    }

    /// <summary>A string of an object; null when it is missing or something else.</summary>
    public static string? Text(JsonElement parent, string name)
        => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An object of an object; null when it is missing or something else.</summary>
    public static JsonElement? Child(JsonElement parent, string name)
        => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    public static bool IsTrue(JsonElement parent, string name)
        => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    // "/dockerscan scan redis:7" names the bot, "/scan redis:7" the verb.
    private static string CommandText(string command, string text) => command is "dockerscan" ? text : $"{command} {text}".TrimEnd();

    private static bool IsSaid(JsonElement deed, string? botUser)
    {
        var isDirect = Text(deed, "type") == "message" && Text(deed, "channel_type") == "im";
        return (isDirect || Text(deed, "type") == "app_mention")
            && Text(deed, "bot_id") is null
            && Text(deed, "subtype") is null
            && Text(deed, "user") is { } user && user != botUser;
    }

    // Only the mention that the message begins with, and only when it is the bot's.
    private static string WithoutMention(string text, string? botUser)
    {
        var rest = text.TrimStart();
        var end = rest.IndexOf('>', StringComparison.Ordinal);
        if (rest.StartsWith("<@", StringComparison.Ordinal) && end > 2 && (botUser is null || rest[2..end].Split('|')[0] == botUser))
        {
            rest = rest[(end + 1)..];
        }

        return Mrkdwn.Unescape(rest).Trim();
    }

    private static string? Value(JsonElement payload)
        => payload.TryGetProperty("actions", out var actions) && actions.ValueKind == JsonValueKind.Array && actions.GetArrayLength() > 0
            ? Text(actions[0], "value")
            : null;

    private static Uri? Url(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;

    private static string? Id(string? text) => text is { Length: > 0 and <= MaxId } ? text : null;

    private static SlackInbound? Checked(SlackInbound inbound) => IsId(inbound.Team) && IsId(inbound.Channel) && IsId(inbound.User) ? inbound : null;

    private static bool IsId(string id) => id.Length is > 0 and <= MaxId && id.All(char.IsAsciiLetterOrDigit);
}
