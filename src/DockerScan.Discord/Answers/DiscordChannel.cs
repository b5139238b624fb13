using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Answers;

/// <summary>Speaks in Discord: through the interaction that was answered while its time lasts, else as the bot itself.</summary>
internal sealed class DiscordChannel(DiscordRest rest, OpenInteractions interactions, IIdGenerator ids) : IChannel
{
    // How many of a channel's last messages are looked through.
    private const int LookedThrough = 50;

    public string Platform => DiscordPlatform.Name;

    public bool KeepsFiles => false;

    public string Below(string address) => new DiscordPlace(Parse(address).Channel, null, Parse(address).Message).ToString();

    // One nonce for all tries: Discord makes one message of it for some minutes, also over a restart.
    public Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var target = DiscordPlace.TryParse(place) ?? throw new MessageGoneException("a Discord channel is an id of 1 to 20 digits");
        return await DiscordUploads.SendAsync(message, async (card, upload) =>
            await ThroughAsync(target.Interaction, async open => $"{target.Channel}/{await open.PostAsync(card, upload, cancellationToken)}/{target.Interaction}")
            ?? $"{target.Channel}/{await PostAsync(target.Channel, key, target.Answers, card, upload, cancellationToken)}");
    });

    public async Task<string?> FindAsync(string place, string key, CancellationToken cancellationToken)
    {
        if (DiscordPlace.TryParse(place) is not { } target)
        {
            return null;
        }

        try
        {
            var list = await rest.SendAsync(DiscordRoute.List(target.Channel, LookedThrough), null, cancellationToken);
            return DiscordKeys.Find(list, key) is { } id ? $"{target.Channel}/{id}" : null;
        }
        catch (DiscordException e) when (e.Problem is DiscordProblem.NotFound or DiscordProblem.Forbidden)
        {
            // Without the permission to read a channel's history nobody can tell.
            return null;
        }
        catch (DiscordException e) when (e.Problem is DiscordProblem.Unavailable or DiscordProblem.RateLimited)
        {
            throw new ChannelAwayException(e.Message, e);
        }
    }

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, id, interaction) = Parse(address);
        return await DiscordUploads.SendAsync(message, async (card, upload) =>
            await ThroughAsync(interaction, open => open.EditAsync(id, card, upload, cancellationToken))
            ?? DiscordIds.Of(await rest.SendAsync(DiscordRoute.Edit(channel, id), () => DiscordContent.Message(card, upload), cancellationToken)));
    });

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, id, _) = Parse(address);
        return await DiscordUploads.SendAsync(message, (card, upload) => PostAsync(channel, null, id, card, upload, cancellationToken));
    });

    // Null when the interaction's time is over, or Discord knows it no more.
    private async Task<string?> ThroughAsync(string? interaction, Func<OpenInteraction, Task<string>> send)
    {
        if (interactions.Find(interaction) is not { } open)
        {
            return null;
        }

        try
        {
            return await send(open);
        }
        catch (DiscordException gone) when (gone.Problem is DiscordProblem.NotFound or DiscordProblem.Unauthorized)
        {
            return null;
        }
    }

    private async Task<string> PostAsync(string channel, string? key, string? answers, DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken)
    {
        var whole = message with { Nonce = key ?? ids.NewId(), EnforceNonce = true, Components = DiscordKeys.With(message.Components, key), MessageReference = answers is null ? null : new DiscordReference(answers) };
        return DiscordIds.Of(await rest.SendAsync(DiscordRoute.Post(channel), () => DiscordContent.Message(whole, upload), cancellationToken));
    }

    // The third part is of use to the process that took the interaction, and to no other.
    private static (string Channel, string Message, string? Interaction) Parse(string address)
        => address.Split('/') is [var channel, var message, .. var rest] && rest.Length <= 1 && Snowflake.IsOne(channel) && Snowflake.IsOne(message)
            ? (channel, message, rest.FirstOrDefault())
            : throw new MessageGoneException("its address is damaged");

    private static async Task<string> GuardAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (DiscordException e) when (e.Problem is DiscordProblem.NotFound or DiscordProblem.Forbidden)
        {
            throw new MessageGoneException(e.Message, e);
        }
        catch (DiscordException e) when (e.Problem is DiscordProblem.Unavailable or DiscordProblem.RateLimited)
        {
            throw new ChannelAwayException(e.Message, e);
        }
    }
}
