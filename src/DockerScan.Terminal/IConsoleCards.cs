using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;

namespace DockerScan.Terminal;

/// <summary>Writes cards to the terminal, for commands that are not typed in a chat.</summary>
public interface IConsoleCards
{
    /// <summary>Writes one card.</summary>
    void Print(ChatMessage message, ConsoleTarget target = ConsoleTarget.Output);

    /// <summary>A card that is edited in place on a terminal, and written line by line elsewhere. Dispose it to leave the terminal tidy.</summary>
    IConsoleResponder Open(ConsoleTarget target = ConsoleTarget.Output);
}

/// <summary>A responder that holds the terminal while its card works.</summary>
public interface IConsoleResponder : IChatResponder, IAsyncDisposable;

/// <summary>Where a card is written.</summary>
public enum ConsoleTarget
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error, so that standard output stays free for JSON.</summary>
    Error,
}
