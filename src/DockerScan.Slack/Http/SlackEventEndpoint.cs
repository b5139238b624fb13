using System.Text.Json;
using DockerScan.Conversation.Http;
using DockerScan.Slack.Inbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Http;

/// <summary>Events: mentions, direct messages, and the handshake.</summary>
internal sealed class SlackEventEndpoint(SlackSignature signature, SlackInbox inbox, SlackStatus status, ILogger<SlackEventEndpoint> logger)
    : SlackEndpoint(signature, inbox, logger)
{
    private const int MaxChallenge = 1000;

    public override string Path => "/slack/events";

    protected override string MediaType => "application/json";

    protected override ChatHttpResponse Answer(ReadOnlyMemory<byte> body) => AnswerJson(body, Answer);

    private ChatHttpResponse Answer(JsonElement envelope) => SlackPayloads.Text(envelope, "type") switch
    {
        "url_verification" when SlackPayloads.Text(envelope, "challenge") is { Length: > 0 and <= MaxChallenge } challenge
            => ChatHttpResponse.Text(200, challenge),

        // An event that is none of ours is acknowledged, or Slack would send it again.
        "event_callback" => SlackPayloads.Event(envelope, status.BotUser) is { } inbound ? Start(inbound) : ChatHttpResponse.Empty,
        "app_rate_limited" => ChatHttpResponse.Empty,
        _ => Malformed("this is no event"),
    };
}
