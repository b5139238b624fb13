using DockerScan.Conversation.Messages;

namespace DockerScan.Conversation.Requests;

/// <summary>
/// Answers where the request came from. A platform retries by itself and lets a lost edit of a card that
/// <see cref="ChatMessage.IsWorking"/> pass; it throws when anything else could not be delivered.
/// </summary>
public interface IChatResponder
{
    /// <summary>Where the platform's <see cref="Delivery.IChatOutlet"/> posts what was asked for here; null where it cannot.</summary>
    string? Place { get; }

    /// <summary>True when the person sits at this machine, so that a path of it is of use. A chat that others read is never local.</summary>
    bool IsLocal { get; }

    /// <summary>True when the file of a message is shown.</summary>
    bool ShowsFiles { get; }

    /// <summary>Where the message posted last is, for the platform's <see cref="Delivery.IChatOutlet"/>; null when it cannot be found again.</summary>
    string? Address { get; }

    /// <summary>
    /// Tells the person that the command is taken: asked once, after the authorisers and before anything runs. Platforms
    /// that must be answered in seconds, openly or privately for good, answer here; others have nothing to do.
    /// </summary>
    /// <returns>False when the person cannot be told: then nothing runs.</returns>
    Task<bool> TryAcceptAsync(CancellationToken cancellationToken);

    /// <summary>A new message. One that comes before <see cref="TryAcceptAsync"/> is for the person alone.</summary>
    Task PostAsync(ChatMessage message, CancellationToken cancellationToken);

    /// <summary>In place of the message posted last; posts when there is none.</summary>
    Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken);
}
