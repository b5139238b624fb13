using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Delivery;

/// <summary>
/// Speaks on a platform without having been asked: cards that are finished later, changes, notices. Each call is one try; the caller
/// tries again. Throws <see cref="MessageGoneException"/> when trying again is of no use.
/// </summary>
public interface IChatOutlet
{
    /// <summary>The platform: <c>slack</c>, <c>discord</c>.</summary>
    string Platform { get; }

    /// <summary>True where a file is a message of its own, which an edit of the card leaves alone; false where an edit must bring the card's file again.</summary>
    bool KeepsFiles { get; }

    /// <summary>A new message in a channel, by the platform's id.</summary>
    /// <returns>Where it is, for the other calls.</returns>
    Task<string> PostAsync(string channel, ChatMessage message, CancellationToken cancellationToken);

    /// <summary>In place of a message.</summary>
    Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken);

    /// <summary>Below a message, in its thread where the platform has threads.</summary>
    Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken);
}
