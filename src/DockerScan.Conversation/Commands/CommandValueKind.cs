namespace DockerScan.Conversation.Commands;

/// <summary>What an option takes.</summary>
public enum CommandValueKind
{
    /// <summary>Nothing: it is there or not.</summary>
    Flag,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number within the option's bounds.</summary>
    Number,
}
