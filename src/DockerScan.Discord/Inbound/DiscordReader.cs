using System.Text.Json;
using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Inbound;

/// <summary>From what Discord sent to the command a person gave. Pure; everything read is hostile.</summary>
internal sealed class DiscordReader(CommandCatalog catalog, TimeProvider time)
{
    private const int SlashCommand = 2;
    private const int ButtonPress = 3;
    private const int MaxToken = 1000;
    private const int MaxName = 40;

    // A server has 250 roles at most.
    private const int MaxRoles = 250;

    /// <summary>The command of an interaction; null when it is none that we can answer.</summary>
    public DiscordCommand? Interaction(JsonElement payload)
    {
        var (id, application) = (DiscordPayload.Id(payload, "id"), DiscordPayload.Id(payload, "application_id"));
        var token = DiscordPayload.Text(payload, "token");
        if (id is null || application is null || token is not { Length: > 0 and <= MaxToken } || Text(payload) is not { } text)
        {
            return null;
        }

        var member = DiscordPayload.Object(payload, "member");
        var user = DiscordPayload.Id(DiscordPayload.Object(member, "user") ?? DiscordPayload.Object(payload, "user"), "id");
        return Command(payload, id, user, text, new DiscordInteraction(id, application, token, time.GetUtcNow()));
    }

    /// <summary>The command of a message that begins by mentioning the bot; null for any other message.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="bot">The bot's own id.</param>
    public static DiscordCommand? Mention(JsonElement payload, string bot)
    {
        var author = DiscordPayload.Object(payload, "author");
        // Bots that answer each other never end.
        var isPerson = !DiscordPayload.IsTrue(author, "bot") && DiscordPayload.Text(payload, "webhook_id") is null;
        var content = (DiscordPayload.Text(payload, "content") ?? string.Empty).TrimStart();
        var mention = new[] { $"<@{bot}>", $"<@!{bot}>" }.FirstOrDefault(mention => content.StartsWith(mention, StringComparison.Ordinal));
        return isPerson && mention is not null && DiscordPayload.Id(payload, "id") is { } id
            ? Command(payload, id, DiscordPayload.Id(author, "id"), content[mention.Length..].Trim(), null)
            : null;
    }

    private static DiscordCommand? Command(JsonElement payload, string id, string? user, string text, DiscordInteraction? interaction)
    {
        var channel = DiscordPayload.Id(payload, "channel_id") ?? DiscordPayload.Id(DiscordPayload.Object(payload, "channel"), "id");
        if (user is null || channel is null)
        {
            return null;
        }

        var roles = DiscordPayload.Items(DiscordPayload.Object(payload, "member"), "roles")
            .Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!).Where(Snowflake.IsOne).Take(MaxRoles);
        // Without a server, as in direct messages, the place stays empty, and nobody may.
        var place = DiscordPayload.Id(payload, "guild_id") is { } guild ? $"{guild}/{channel}" : string.Empty;
        return new DiscordCommand
        {
            Id = id,
            Channel = channel,
            Interaction = interaction,
            Request = new ChatRequest { Platform = DiscordPlatform.Name, Place = place, User = user, Roles = [.. roles], Text = text },
        };
    }

    private string? Text(JsonElement payload)
    {
        var data = DiscordPayload.Object(payload, "data");
        return DiscordPayload.Number(payload, "type") switch
        {
            SlashCommand when DiscordPayload.Text(data, "name") is { Length: > 0 and <= MaxName } name => Line(name, data),
            ButtonPress when DiscordPayload.Text(data, "custom_id") is { Length: > 0 and <= ChatLimits.ButtonValue } pressed => DiscordKeys.Without(pressed),
            _ => null,
        };
    }

    private string? Line(string name, JsonElement? data)
        => CommandLineText.Write(name, catalog.Declarations.FirstOrDefault(command => command.Name == name), DiscordPayload.Items(data, "options"));
}
