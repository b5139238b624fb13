using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using System.Text;
using Microsoft.Extensions.Options;

namespace DockerScan.Webhooks;

/// <summary>What webhooks say to whoever sets them up.</summary>
internal sealed class WebhookSetup(IOptions<WebhookOptions> options, TimeProvider time) : IChatSetup
{
    public string Platform => WebhookChannel.Name;

    public string Builder => "any reader of JSON; docs/alerts.md has its schema";

    public string? FindChannelProblem(string channel)
        => options.Value.Targets.Any(target => target.Name == channel) ? null
            : options.Value.Targets.Count == 0 ? $"'{DisplayText.Clean(channel, 40)}' is no webhook: Webhooks:Targets is empty"
            : $"'{DisplayText.Clean(channel, 40)}' is no webhook; these are: {string.Join(", ", options.Value.Targets.Select(target => target.Name))}";

    public ChatTrouble Explain(string channel, Exception problem)
        => new($"it was not sent: {DisplayText.Clean(problem.Message, 300)}", "look at Webhooks:Targets, and at the log of what listens there");

    public string Preview(ChatMessage message) => Encoding.UTF8.GetString(WebhookBody.Of(message, time.GetUtcNow()));
}
