using System.Text;
using System.Text.Json;
using DockerScan.Conversation.Http;
using DockerScan.Slack.Inbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Http;

/// <summary>Buttons.</summary>
internal sealed class SlackInteractionEndpoint(SlackSignature signature, SlackInbox inbox, ILogger<SlackInteractionEndpoint> logger)
    : SlackEndpoint(signature, inbox, logger)
{
    public override string Path => "/slack/interactivity";

    protected override string MediaType => "application/x-www-form-urlencoded";

    protected override ChatHttpResponse Answer(ReadOnlyMemory<byte> body)
        => SlackForm.Parse(body.Span)?.GetValueOrDefault("payload") is { } payload
            ? AnswerJson(Encoding.UTF8.GetBytes(payload), Interact)
            : Malformed("the form has no field 'payload'");

    // A kind of interaction that we did not ask for is acknowledged, or the person would see a warning.
    private ChatHttpResponse Interact(JsonElement payload)
        => SlackPayloads.Text(payload, "type") is { } type && type != "block_actions" ? ChatHttpResponse.Empty : Start(SlackPayloads.Interaction(payload));
}
