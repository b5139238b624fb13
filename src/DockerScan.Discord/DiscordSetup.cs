using System.Text.Json;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Discord.Rendering;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord;

/// <summary>What Discord says to whoever sets it up.</summary>
internal sealed class DiscordSetup : IChatSetup
{
    private const int Shown = 60;

    // Younger ids are longer; nothing shorter was ever given to a channel.
    private const int ShortestId = 17;

    private static readonly JsonSerializerOptions Json = new(DiscordJson.Options) { WriteIndented = true };

    public string Platform => DiscordPlatform.Name;

    public string Builder => "a builder of Discord messages, e.g. https://discohook.app (Discord has none of its own)";

    /// <summary>Why Discord does not do what it was asked.</summary>
    public static ChatTrouble Explain(DiscordException failure, string channel = "the channel") => failure.Problem switch
    {
        DiscordProblem.Unauthorized => new(
            $"Discord refuses the bot token: {failure.Message}", "copy the token of the developer portal into Discord:BotToken or its file, and start again"),
        DiscordProblem.Forbidden => new($"the bot may not write in {channel}: {failure.Message}", "let the bot's role see the channel, send messages, embed links and attach files there"),
        DiscordProblem.NotFound => new($"Discord knows no channel {channel}: {failure.Message}", "check the id, and that the bot was invited to its server"),
        DiscordProblem.RateLimited => new($"Discord takes no more just now: {failure.Message}", "try again in some minutes"),
        DiscordProblem.Unavailable => new($"Discord does not answer: {failure.Message}", "see whether this machine reaches discord.com, and discordstatus.com"),
        DiscordProblem.Invalid => new($"Discord refuses it: {failure.Message}", "look the code up at docs.discord.com/developers/topics/opcodes-and-status-codes"),
    };

    public string? FindChannelProblem(string channel)
        => Snowflake.IsOne(channel) && channel.Length >= ShortestId ? null
            : $"'{DisplayText.Clean(channel, Shown)}' is no channel's id, which is like 300000000000000001; in Discord switch on Settings, Advanced, Developer Mode, then right-click the channel: Copy Channel ID";

    public ChatTrouble Explain(string channel, Exception problem) => (problem, problem.InnerException) switch
    {
        (DiscordException failure, _) => Explain(failure, channel),
        (_, DiscordException failure) => Explain(failure, channel),
        _ => new ChatTrouble($"it was not sent: {DisplayText.Clean(problem.Message, 300)}", "look at the log"),
    };

    public string Preview(ChatMessage message) => JsonSerializer.Serialize(DiscordRenderer.Render(message), Json);
}
