using DockerScan.Conversation.Messages;

namespace DockerScan.Terminal;

/// <summary>Writes cards to the terminal, for commands that are not typed in a chat.</summary>
public interface IConsoleCards
{
    /// <summary>Writes one card.</summary>
    void Print(ChatMessage message, ConsoleTarget target = ConsoleTarget.Output);

    /// <summary>A card that is edited in place on a terminal, and written line by line elsewhere. Dispose it to leave the terminal tidy.</summary>
    IConsoleResponder Open(ConsoleTarget target = ConsoleTarget.Output);
}
