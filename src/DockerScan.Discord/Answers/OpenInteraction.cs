using System.Text.Json;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>Answers an interaction: the first message takes the place of "thinking", later ones follow it.</summary>
internal sealed class OpenInteraction(DiscordRest rest, DiscordInteraction interaction, TimeProvider time)
{
    // An answer given in the HTTP response may be overtaken by the first edit.
    private const int EarlyAttempts = 6;
    private static readonly TimeSpan EarlyPause = TimeSpan.FromMilliseconds(500);

    // The token lives 15 minutes; what is sent near the end must arrive before it.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds((14 * 60) + 30);
    private string? _original;

    /// <summary>False when the token is over, or nearly.</summary>
    public bool IsOpen => time.GetUtcNow() - interaction.ReceivedAt < Life;

    public async Task<string> PostAsync(DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken)
    {
        HttpContent Content() => DiscordContent.Message(message, upload);
        if (_original is not null)
        {
            return DiscordIds.Of(await rest.SendAsync(DiscordRoute.Followup(interaction.Application, interaction.Token), Content, cancellationToken));
        }

        _original = DiscordIds.Of(await EditOriginalAsync(Content, cancellationToken));
        return _original;
    }

    public async Task<string> EditAsync(string id, DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken)
    {
        var route = id == _original
            ? DiscordRoute.EditOriginal(interaction.Application, interaction.Token)
            : DiscordRoute.EditFollowup(interaction.Application, interaction.Token, id);
        await rest.SendAsync(route, () => DiscordContent.Message(message, upload), cancellationToken);
        return id;
    }

    private async Task<JsonElement?> EditOriginalAsync(Func<HttpContent> content, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await rest.SendAsync(DiscordRoute.EditOriginal(interaction.Application, interaction.Token), content, cancellationToken);
            }
            catch (DiscordException early) when (early.Code is DiscordCodes.UnknownWebhook or DiscordCodes.UnknownMessage && attempt < EarlyAttempts)
            {
                await Task.Delay(EarlyPause, time, cancellationToken);
            }
        }
    }
}
