using DockerScan.Conversation.Http;
using DockerScan.Slack.Inbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Http;

/// <summary>Slash commands.</summary>
internal sealed class SlackCommandEndpoint(SlackSignature signature, SlackInbox inbox, ILogger<SlackCommandEndpoint> logger)
    : SlackEndpoint(signature, inbox, logger)
{
    public override string Path => "/slack/commands";

    protected override string MediaType => "application/x-www-form-urlencoded";

    protected override ChatHttpResponse Answer(ReadOnlyMemory<byte> body)
    {
        if (SlackForm.Parse(body.Span) is not { } fields)
        {
            return Malformed("the form has too many fields, or one twice");
        }

        // Slack's own check that the address answers.
        return fields.ContainsKey("ssl_check") ? ChatHttpResponse.Empty : Start(SlackPayloads.Command(name => fields.GetValueOrDefault(name)));
    }
}
