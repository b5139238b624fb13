namespace DockerScan.Conversation.Delivery;

/// <summary>A message was deleted, its channel is gone, or the bot was put out of it: it can never be edited again.</summary>
public sealed class MessageGoneException : Exception
{
    /// <summary>Makes one.</summary>
    public MessageGoneException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
