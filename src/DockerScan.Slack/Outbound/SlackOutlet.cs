using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Slack.Api;
using DockerScan.Slack.Blocks;
using DockerScan.Slack.Inbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Outbound;

/// <summary>Speaks in Slack without having been asked.</summary>
internal sealed class SlackOutlet(SlackMessages messages, ILogger<SlackOutlet> logger) : IChatOutlet
{
    // https://docs.slack.dev/reference/methods/chat.update and chat.postMessage: what no second try mends.
    private static readonly string[] Gone =
        ["message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "not_in_channel", "is_archived", "thread_not_found"];

    private readonly SlackFiles _files = new(messages, logger);

    public string Platform => SlackInbox.Platform;

    public bool KeepsFiles => true;

    // Slack has no way to say that two posts are one: the key is of no use here.
    public Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, thread) = SlackPlace.Parse(place);
        var card = SlackRenderer.Render(message);
        var posted = await messages.PostAsync(channel, thread, card, cancellationToken);
        var address = new SlackAddress(posted, thread);
        await AttachAsync(address, message, card, cancellationToken);
        return address.ToString();
    });

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var known = Parse(address);
        var card = SlackRenderer.Render(message);
        await messages.UpdateAsync(known.Message, card, cancellationToken);
        await AttachAsync(known, message, card with { Overflow = null }, cancellationToken);
        return address;
    });

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (card, thread) = Parse(address);
        return (await messages.PostAsync(card.Channel, thread ?? card.Timestamp, SlackRenderer.Render(message), cancellationToken)).Timestamp;
    });

    private async Task AttachAsync(SlackAddress address, ChatMessage message, SlackCard card, CancellationToken cancellationToken)
    {
        if (await _files.AttachAsync(address.Root, message, card, cancellationToken) is { } instead)
        {
            await messages.UpdateAsync(address.Message, SlackRenderer.Render(instead), cancellationToken);
        }
    }

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
