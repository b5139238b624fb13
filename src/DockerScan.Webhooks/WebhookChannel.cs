using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Alerts;

namespace DockerScan.Webhooks;

/// <summary>Tells addresses of alerts. A message has its id, the same at each try, so that whoever takes it twice can leave it once.</summary>
internal sealed class WebhookChannel(WebhookSender sender, IIdGenerator ids, TimeProvider time) : IAlertReceiver
{
    public const string Name = "webhook";

    public string Platform => Name;

    public bool KeepsFiles => false;

    public string Below(string address) => address;

    public async Task SendAsync(string place, string key, Alert alert, CancellationToken cancellationToken)
        => await sender.SendAsync(place, $"msg_{key}", WebhookBody.Of(alert, time.GetUtcNow()), cancellationToken);

    // A test, and whatever else is said in words.
    public async Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
    {
        await sender.SendAsync(place, $"msg_{key ?? ids.NewId()}", WebhookBody.Of(message, time.GetUtcNow()), cancellationToken);
        return place;
    }

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => PostAsync(address, null, message, cancellationToken);

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => PostAsync(address, null, message, cancellationToken);
}
