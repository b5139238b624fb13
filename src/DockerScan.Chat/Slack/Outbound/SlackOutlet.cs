using DockerScan.Chat.Slack.Api;
using DockerScan.Chat.Slack.Blocks;
using DockerScan.Chat.Slack.Inbound;
using DockerScan.Engine.Chat.Delivery;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Chat.Slack.Outbound;

/// <summary>Speaks in Slack without having been asked.</summary>
internal sealed class SlackOutlet(SlackMessages messages) : IChatOutlet
{
    // https://docs.slack.dev/reference/methods/chat.update and chat.postMessage: what no second try mends.
    private static readonly string[] Gone =
        ["message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "not_in_channel", "is_archived", "thread_not_found"];

    public string Platform => SlackInbox.Platform;

    public Task<string> PostAsync(string channel, ChatMessage message, CancellationToken cancellationToken)
        => GuardAsync(async () => new SlackAddress(await messages.PostAsync(channel, null, SlackRenderer.Render(message), cancellationToken), null).ToString());

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await messages.UpdateAsync(Parse(address).Message, SlackRenderer.Render(message), cancellationToken);
        return address;
    });

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (card, thread) = Parse(address);
        return (await messages.PostAsync(card.Channel, thread ?? card.Timestamp, SlackRenderer.Render(message), cancellationToken)).Timestamp;
    });

    private static SlackAddress Parse(string address) => SlackAddress.TryParse(address) ?? throw new MessageGoneException("its address is damaged");

    private static async Task<string> GuardAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (SlackException e) when (Gone.Contains(e.Code))
        {
            throw new MessageGoneException(e.Message, e);
        }
    }
}
