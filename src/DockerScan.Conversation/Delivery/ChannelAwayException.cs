namespace DockerScan.Conversation.Delivery;

/// <summary>A platform did not take something now, and may later.</summary>
public sealed class ChannelAwayException : Exception
{
    /// <summary>Makes one.</summary>
    public ChannelAwayException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>How long the platform asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where the message is, when it is there and only what goes with it is not: an edit brings that. Null when nothing is there.</summary>
    public string? Address { get; init; }
}
