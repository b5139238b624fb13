using DockerScan.Conversation.Messages;

namespace DockerScan.Conversation.Delivery;

/// <summary>
/// The one way to speak on a platform, for who answers a command and for who finishes a card later. Each call is one try; the caller tries
/// again. Throws <see cref="ChannelAwayException"/> when it may work later, and <see cref="MessageGoneException"/> when it never will.
/// </summary>
public interface IChannel
{
    /// <summary>The platform: <c>slack</c>, <c>discord</c>.</summary>
    string Platform { get; }

    /// <summary>True where a file is a message of its own, which an edit of the card leaves alone; false where an edit must bring the card's file again.</summary>
    bool KeepsFiles { get; }

    /// <summary>The place below a message, for <see cref="PostAsync"/>: its thread where the platform has threads.</summary>
    /// <param name="address">Where the message is.</param>
    string Below(string address);

    /// <summary>A new message.</summary>
    /// <param name="place">Where: <see cref="IAsker.Place"/>, or a channel by the platform's id.</param>
    /// <param name="key">Says that two calls mean one message, where the platform can tell; null for a message of its own.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops the try.</param>
    /// <returns>Where it is, for the other calls.</returns>
    Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Where a message is that was posted with a key, among the last ones of a place: for who does not know whether an earlier try arrived.
    /// Null when it is not there, and where the platform cannot be asked: then a message may be there twice.
    /// </summary>
    Task<string?> FindAsync(string place, string key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>In place of a message. One that <see cref="ChatMessage.IsWorking"/> may be left out where the platform takes no more just now.</summary>
    Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken);

    /// <summary>Below a message, in its thread where the platform has threads.</summary>
    Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken);
}
