using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;

namespace DockerScan.Acme;

/// <summary>Answers a request at hand, where it came from.</summary>
internal sealed class AcmeResponder(AcmeOutlet outlet, string channel) : IChatResponder
{
    public string? Place => channel;

    public bool IsLocal => false;

    public bool ShowsFiles => false;

    public string? Address { get; private set; }

    // A platform that wants an answer within seconds gets it here.
    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public async Task PostAsync(ChatMessage message, CancellationToken cancellationToken)
        => Address = await outlet.PostAsync(channel, key: null, message, cancellationToken);

    public Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken)
        => Address is { } address ? outlet.UpdateAsync(address, message, cancellationToken) : PostAsync(message, cancellationToken);
}
