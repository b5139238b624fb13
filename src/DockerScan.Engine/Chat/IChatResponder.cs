using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat;

/// <summary>
/// Answers where the request came from. A platform retries by itself and lets a lost edit of a card that
/// <see cref="ChatMessage.IsWorking"/> pass; it throws when anything else could not be delivered.
/// </summary>
public interface IChatResponder
{
    /// <summary>Where the message posted last is, for the platform's <see cref="Delivery.IChatOutlet"/>; null when it cannot be found again.</summary>
    string? Address { get; }

    /// <summary>A new message.</summary>
    Task PostAsync(ChatMessage message, CancellationToken cancellationToken);

    /// <summary>In place of the message posted last; posts when there is none.</summary>
    Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken);
}
