using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace DockerScan.Discord.Answers;

/// <summary>Who asked in Discord.</summary>
/// <param name="channel">What speaks.</param>
/// <param name="place">Where the answer goes.</param>
/// <param name="reply">The way to the interaction's first answer; null for a message that mentioned the bot.</param>
/// <param name="logger">The log.</param>
internal sealed class DiscordAsker(DiscordChannel channel, DiscordPlace place, IInteractionReply? reply, ILogger logger) : IAsker
{
    public IChannel Channel => channel;

    public string Place { get; } = place.ToString();

    public bool IsLocal => false;

    public async Task<bool> TryAcceptAsync(CancellationToken cancellationToken)
    {
        // Not told that it runs, the person would ask again: so nothing runs.
        try
        {
            return reply is null || await GiveAsync(reply, DiscordCallback.Deferred, cancellationToken);
        }
        catch (DiscordException problem)
        {
            Log.NotTaken(logger, problem.Message);
            return false;
        }
    }

    // No second way is tried where there is a first answer: in the channel all would see it. A message has no other.
    public Task TellAsync(ChatMessage message, CancellationToken cancellationToken)
        => reply is null ? channel.PostAsync(Place, null, message, cancellationToken) : GiveAsync(reply, DiscordCallback.Private(message), cancellationToken);

    private async Task<bool> GiveAsync(IInteractionReply first, DiscordCallback callback, CancellationToken cancellationToken)
    {
        var isGiven = await first.TryGiveAsync(callback, cancellationToken);
        if (!isGiven)
        {
            Log.NotTaken(logger, "Discord took no answer within its time");
        }

        return isGiven;
    }
}
