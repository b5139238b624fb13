using DockerScan.Core;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>Writes into a channel as the bot itself.</summary>
/// <param name="rest">The API.</param>
/// <param name="ids">Where nonces come from.</param>
/// <param name="channel">The channel.</param>
/// <param name="answers">The message that is answered; null for none.</param>
/// <param name="key">What Discord makes one message of for some minutes, also over a restart, up to 25 characters; null for a new one each time.</param>
internal sealed class ChannelOutlet(DiscordRest rest, IIdGenerator ids, string channel, string? answers, string? key = null) : IDiscordOutlet
{
    private DiscordMessage? _tried;
    private string? _nonce;

    public async Task<string> PostAsync(DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken)
    {
        // One nonce for all attempts, also for those of who tries again: a post whose answer was lost is not made twice.
        _nonce = ReferenceEquals(_tried, message) ? _nonce : key ?? ids.NewId();
        _tried = message;
        var whole = message with
        {
            Nonce = _nonce,
            EnforceNonce = true,
            MessageReference = answers is null ? null : new DiscordReference(answers),
        };
        return DiscordIds.Of(await rest.SendAsync(DiscordRoute.Post(channel), () => DiscordContent.Message(whole, upload), cancellationToken));
    }

    public Task EditAsync(string id, DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken)
        => rest.SendAsync(DiscordRoute.Edit(channel, id), () => DiscordContent.Message(message, upload), cancellationToken);
}
