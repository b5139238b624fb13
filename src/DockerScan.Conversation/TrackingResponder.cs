using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation;

/// <summary>Remembers whether a card is left unfinished, so that an error takes its place instead of standing below a card that works for ever.</summary>
internal sealed class TrackingResponder(IChatResponder inner) : IChatResponder
{
    private bool _isWorking;

    /// <summary>The scan that the first card with one was about.</summary>
    public string? Scan { get; private set; }

    public string? Place => inner.Place;

    public bool IsLocal => inner.IsLocal;

    public bool ShowsFiles => inner.ShowsFiles;

    public string? Address => inner.Address;

    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => inner.TryAcceptAsync(cancellationToken);

    public Task PostAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        _isWorking = message.IsWorking;
        Scan ??= message.Thread;
        return inner.PostAsync(message, cancellationToken);
    }

    public Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        _isWorking = message.IsWorking;
        Scan ??= message.Thread;
        return inner.UpdateAsync(message, cancellationToken);
    }

    /// <summary>Finishes the unfinished card, or posts.</summary>
    public Task EndWithAsync(ChatMessage message, CancellationToken cancellationToken)
        => _isWorking ? UpdateAsync(message, cancellationToken) : PostAsync(message, cancellationToken);
}
