using DockerScan.Conversation.Requests;

namespace DockerScan.Discord.Inbound;

/// <summary>What a person did, and where the answer goes.</summary>
internal sealed record DiscordCommand
{
    /// <summary>The id of the interaction or message: the same one twice is the same command.</summary>
    public required string Id { get; init; }

    public required ChatRequest Request { get; init; }

    public required string Channel { get; init; }

    /// <summary>The interaction to answer; null for a message that mentioned the bot.</summary>
    public DiscordInteraction? Interaction { get; init; }
}
