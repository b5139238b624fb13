using DockerScan.Chat.Discord.Rendering;
using DockerScan.Chat.Discord.Rest;
using DockerScan.Core;
using DockerScan.Engine.Chat.Delivery;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Chat.Discord.Answers;

/// <summary>Speaks in Discord without having been asked, as the bot itself. An address is <c>channel/message</c>.</summary>
internal sealed class DiscordOutlet(DiscordRest rest, IIdGenerator ids) : IChatOutlet
{
    public string Platform => DiscordPlatform.Name;

    public Task<string> PostAsync(string channel, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
        Snowflake.IsOne(channel)
            ? $"{channel}/{await To(channel, null).PostAsync(DiscordRenderer.Render(message), null, cancellationToken)}"
            : throw new MessageGoneException("a Discord channel is an id of 1 to 20 digits"));

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, id) = Parse(address);
        await To(channel, null).EditAsync(id, DiscordRenderer.Render(message), null, cancellationToken);
        return address;
    });

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, id) = Parse(address);
        return await To(channel, id).PostAsync(DiscordRenderer.Render(message), null, cancellationToken);
    });

    private ChannelOutlet To(string channel, string? answers) => new(rest, ids, channel, answers);

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
