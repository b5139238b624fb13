using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>Answers an interaction that came over the Gateway by a call.</summary>
internal sealed class CallbackReply(DiscordRest rest, DiscordInteraction interaction, TimeProvider time) : IInteractionReply
{
    public async Task<bool> TryGiveAsync(DiscordCallback callback, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(DiscordAskers.ReplyLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await rest.SendAsync(DiscordRoute.Callback(interaction.Id, interaction.Token), () => DiscordContent.Json(callback), both.Token);
            return true;
        }
        catch (DiscordException known) when (known.Code == DiscordCodes.AlreadyAcknowledged)
        {
            // An earlier attempt arrived and only its answer was lost.
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
