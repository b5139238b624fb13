using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;

namespace DockerScan.Acme;

/// <summary>Who asked, and where the answer goes.</summary>
internal sealed class AcmeAsker(AcmeChannel acme, string place) : IAsker
{
    public IChannel Channel => acme;

    public string Place => place;

    public bool IsLocal => false;

    // A platform that wants an answer within seconds gets it here.
    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    // Where the platform can show something to one person alone, it does so here.
    public Task TellAsync(ChatMessage message, CancellationToken cancellationToken) => acme.PostAsync(place, key: null, message, cancellationToken);
}
