using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Requests;

/// <summary>The one exception whose words reach a chat: what was wrong with the request and what to do instead, in the reader's language.</summary>
public sealed class UserFacingException : Exception
{
    public UserFacingException(LocalizedText text, bool showUsage = false, string? command = null)
        : base(text.En)
        => (Text, ShowUsage, Command) = (text, showUsage, command);

    /// <summary>What is said.</summary>
    public LocalizedText Text { get; }

    /// <summary>True when the command's usage helps.</summary>
    public bool ShowUsage { get; }

    /// <summary>The command that the text says to type; null when it names none.</summary>
    public string? Command { get; }
}
