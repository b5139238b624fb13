using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Languages;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace DockerScan.Discord.Answers;

/// <summary>Who asked, and the way to tell them.</summary>
internal sealed class DiscordAskers(
    DiscordRest rest, DiscordChannel channel, OpenInteractions interactions, ChatLanguages languages, TimeProvider time, ILogger<DiscordAskers> logger)
{
    /// <summary>How long the first answer to an interaction may take. Discord waits three seconds from when it sent.</summary>
    public static readonly TimeSpan ReplyLimit = TimeSpan.FromSeconds(2.5);

    /// <param name="command">What a person did.</param>
    /// <param name="reply">The way to the first answer; null for a message that mentioned the bot.</param>
    public IAsker For(DiscordCommand command, IInteractionReply? reply)
    {
        if (command.Interaction is { } interaction)
        {
            interactions.Add(interaction);
        }

        return new DiscordAsker(channel, new DiscordPlace(command.Channel, command.Interaction?.Id, command.Interaction is null ? command.Id : null), reply, logger);
    }

    /// <summary>The way to the first answer of an interaction that came over the Gateway; null for a message.</summary>
    public IInteractionReply? Reply(DiscordCommand command)
        => command.Interaction is { } interaction ? new CallbackReply(rest, interaction, time) : null;

    /// <summary>That too much is going on, in the language of the place.</summary>
    public DiscordCallback Busy(DiscordCommand command) => DiscordCallback.Busy(languages.Of(command.Request));

    /// <summary>Tells the person alone that too much is going on.</summary>
    public async Task RefuseAsync(DiscordCommand command, IInteractionReply reply, CancellationToken cancellationToken)
    {
        try
        {
            await reply.TryGiveAsync(Busy(command), cancellationToken);
        }
        catch (DiscordException lost)
        {
            // Then Discord itself says that the bot did not answer.
            Log.NotTaken(logger, lost.Message);
        }
    }
}
