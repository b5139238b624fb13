using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;

namespace DockerScan.Acme;

/// <summary>Speaks. One call is one try; <see cref="ChannelAwayException"/> when another may work, <see cref="MessageGoneException"/> when none will.</summary>
internal sealed class AcmeChannel(AcmeApi api) : IChannel
{
    public string Platform => AcmeInbox.Platform;

    public bool KeepsFiles => false;

    public string Below(string address) => address;

    public async Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
        => $"{place}/messages/{await api.SendAsync(HttpMethod.Post, $"{place}/messages", AcmeRenderer.Render(message), cancellationToken)}";

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken)
        => api.SendAsync(HttpMethod.Put, address, AcmeRenderer.Render(message), cancellationToken);

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken)
        => api.SendAsync(HttpMethod.Post, $"{address}/replies", AcmeRenderer.Render(message), cancellationToken);
}
