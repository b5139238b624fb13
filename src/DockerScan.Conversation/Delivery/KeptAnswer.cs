using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Stores;

namespace DockerScan.Conversation.Delivery;

/// <summary>Shows a card where it was asked for, and writes down where that is whenever it changes: a card that was deleted is posted anew.</summary>
internal sealed class KeptAnswer(CardOutbox outbox, Claim? card, IChatResponder responder)
{
    private string? _address;

    public async Task PostAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        await responder.PostAsync(message, cancellationToken);
        await NoteAsync(cancellationToken);
    }

    public async Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        await responder.UpdateAsync(message, cancellationToken);
        await NoteAsync(cancellationToken);
    }

    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        if (responder.Address is { } address && address != _address)
        {
            await outbox.PostedAsync(card, address, cancellationToken);
            _address = address;
        }
    }
}
