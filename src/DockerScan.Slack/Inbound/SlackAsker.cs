using System.Text.Json.Nodes;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Words;
using DockerScan.Slack.Api;
using DockerScan.Slack.Blocks;
using DockerScan.Slack.Outbound;

namespace DockerScan.Slack.Inbound;

/// <summary>Who asked in Slack.</summary>
internal sealed class SlackAsker(SlackChannel channel, SlackMessages messages, SlackApi api, SlackInbound inbound) : IAsker
{
    private const string Invite = "/invite";

    public IChannel Channel => channel;

    public string Place => new SlackPlace(inbound.Channel, inbound.Thread).ToString();

    public bool IsLocal => false;

    // The transport has answered Slack already; who sees what is said with each message.
    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    // The address that came with the command reaches the person even where the bot is not.
    public Task TellAsync(ChatMessage message, CancellationToken cancellationToken) => SlackChannel.GuardAsync(async () =>
    {
        var card = SlackRenderer.Render(message);
        await (inbound.ResponseUrl is { } url
            ? api.RespondAsync(url, Private(card), cancellationToken)
            : messages.PostPrivatelyAsync(inbound.Channel, inbound.User, inbound.Thread, card, cancellationToken));
        return true;
    });

    // Said once, and a scan runs on: its result can be asked for where the bot is.
    public async Task ExplainAsync(ReportLanguage language, CancellationToken cancellationToken)
    {
        if (inbound.ResponseUrl is not null)
        {
            var words = Vocabulary.In(language);
            await TellAsync(new ChatMessage { Title = words.NotAMember, Tone = ChatTone.Warning, Text = words.InviteMe(Invite), Language = language }, cancellationToken);
        }
    }

    private static JsonObject Private(SlackCard card)
        => new() { ["response_type"] = "ephemeral", ["replace_original"] = false, ["text"] = card.Text, ["blocks"] = card.Blocks.DeepClone() };
}
