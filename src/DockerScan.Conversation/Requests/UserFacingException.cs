namespace DockerScan.Conversation.Requests;

/// <summary>The one exception whose words reach a chat: what was wrong with the request and what to do instead.</summary>
public sealed class UserFacingException : Exception
{
    public UserFacingException(string message, bool showUsage = false)
        : base(message)
        => ShowUsage = showUsage;

    /// <summary>True when the command's usage helps.</summary>
    public bool ShowUsage { get; }
}
