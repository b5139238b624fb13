using DockerScan.Conversation.Messages;

namespace DockerScan.Terminal;

/// <summary>Writes cards to the terminal, for commands that are not typed in a chat.</summary>
public interface IConsoleCards
{
    /// <summary>Writes one card to standard output.</summary>
    void Print(ChatMessage message);
}
