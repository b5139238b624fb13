using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Slack.Api;
using DockerScan.Slack.Blocks;
using DockerScan.Slack.Inbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Outbound;

/// <summary>Speaks in Slack.</summary>
internal sealed class SlackChannel(SlackMessages messages, ILogger<SlackChannel> logger) : IChannel
{
    // https://docs.slack.dev/reference/methods/chat.update and chat.postMessage: what no second try mends.
    private static readonly string[] Gone =
        ["message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "thread_not_found"];

    private readonly SlackFiles _files = new(messages, logger);

    public string Platform => SlackInbox.Platform;

    public bool KeepsFiles => true;

    public string Below(string address) => new SlackPlace(Parse(address).Root.Channel, Parse(address).Root.Timestamp).ToString();

    // Slack has no way to say that two posts are one: the key goes along as metadata, and is looked for before a second try.
    public async Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
    {
        var (channel, thread) = SlackPlace.Parse(place);
        var card = SlackRenderer.Render(message);
        var address = new SlackAddress(await GuardAsync(() => messages.PostAsync(channel, thread, card, key, cancellationToken)), thread);
        return await GuardAsync(() => AttachAsync(address, message, card, cancellationToken), address.ToString());
    }

    public Task<string?> FindAsync(string place, string key, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var (channel, thread) = SlackPlace.Parse(place);
        try
        {
            return await messages.FindAsync(channel, thread, key, cancellationToken) is { } found ? new SlackAddress(found, thread).ToString() : null;
        }
        catch (SlackException e) when (e.Code == SlackErrors.MissingScope)
        {
            Log.NotLookedFor(logger, e.Method, e.Reason);
            return null;
        }
    });

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var known = Parse(address);
        var card = SlackRenderer.Render(message);
        if (message.IsWorking)
        {
            await messages.TryUpdateAsync(known.Message, card, cancellationToken);
            return address;
        }

        await messages.UpdateAsync(known.Message, card, cancellationToken);
        return await AttachAsync(known, message, message.IsShownAgain ? card with { Overflow = null } : card, cancellationToken);
    });

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => GuardAsync(() =>
    {
        var (card, thread) = Parse(address);
        return messages.PostAsync(card.Channel, thread ?? card.Timestamp, SlackRenderer.Render(message), null, cancellationToken);
    });

    /// <summary>Slack's troubles as every channel says them.</summary>
    /// <param name="call">What is asked of Slack.</param>
    /// <param name="posted">Where the message is already; null while it is not.</param>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> call, string? posted = null)
    {
        try
        {
            return await call();
        }
        catch (SlackException e) when (e.IsTransient)
        {
            throw new ChannelAwayException(e.Message, e) { RetryAfter = e.RetryAfter, Address = posted };
        }
        catch (SlackException e) when (Gone.Contains(e.Code))
        {
            throw new MessageGoneException(e.Message, e);
        }
    }

    private async Task<string> AttachAsync(SlackAddress address, ChatMessage message, SlackCard card, CancellationToken cancellationToken)
    {
        if (await _files.AttachAsync(address.Root, message, card, cancellationToken) is { } instead)
        {
            await messages.UpdateAsync(address.Message, SlackRenderer.Render(instead), cancellationToken);
        }

        return address.ToString();
    }

    private static SlackAddress Parse(string address) => SlackAddress.TryParse(address) ?? throw new MessageGoneException("its address is damaged");
}
