using DockerScan.Conversation;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;

namespace DockerScan.Acme;

/// <summary>What comes in, by whatever transport, becomes one request. Signature, age, size and replays are checked before.</summary>
internal sealed class AcmeInbox(CommandRouter router, AcmeChannel acme)
{
    /// <summary>The platform's name in settings, audit and places.</summary>
    public const string Platform = "acme";

    /// <summary>Runs a command to its end.</summary>
    /// <param name="place">The workspace's id.</param>
    /// <param name="channel">The channel's id.</param>
    /// <param name="user">Who asked, by id.</param>
    /// <param name="text">What was typed; hostile.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<CommandOutcome> TakeAsync(string place, string channel, string user, string text, CancellationToken cancellationToken)
    {
        var request = new ChatRequest { Platform = Platform, Place = $"{place}/{channel}", User = user, Text = text[..Math.Min(text.Length, ChatLimits.CommandText)] };
        return router.RouteAsync(request, new AcmeAsker(acme, channel), cancellationToken);
    }
}
