using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Discord.Rest;

namespace DockerScan.Discord.Answers;

/// <summary>Speaks in Discord without having been asked, as the bot itself. An address is <c>channel/message</c>.</summary>
internal sealed class DiscordOutlet(DiscordRest rest, IIdGenerator ids) : IChatOutlet
{
    public string Platform => DiscordPlatform.Name;

    public bool KeepsFiles => false;

    public Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
        Snowflake.IsOne(place)
            ? await PostAsync(place, key, null, message, cancellationToken)
            : throw new MessageGoneException("a Discord channel is an id of 1 to 20 digits"));

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, id) = Parse(address);
        return await DiscordUploads.SendAsync(message, async (card, upload) =>
        {
            await To(channel).EditAsync(id, card, upload, cancellationToken);
            return address;
        });
    });

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, id) = Parse(address);
        return await PostAsync(channel, null, id, message, cancellationToken);
    });

    private Task<string> PostAsync(string channel, string? key, string? answers, ChatMessage message, CancellationToken cancellationToken)
    {
        var outlet = new ChannelOutlet(rest, ids, channel, answers, key);
        return DiscordUploads.SendAsync(message, async (card, upload) => $"{channel}/{await outlet.PostAsync(card, upload, cancellationToken)}");
    }

    private ChannelOutlet To(string channel) => new(rest, ids, channel, answers: null);

    private static (string Channel, string Message) Parse(string address)
        => address.Split('/') is [var channel, var message] && Snowflake.IsOne(channel) && Snowflake.IsOne(message)
            ? (channel, message)
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
    }
}
