using DockerScan.Conversation.Requests;

namespace DockerScan.Terminal;

/// <summary>A chat in the terminal: the same commands as on any platform.</summary>
public interface IConsoleChat
{
    /// <summary>
    /// Reads and runs commands until <c>exit</c>, end of input, Ctrl-C at the prompt or cancellation. Ctrl-C while a scan runs
    /// cancels that scan only. Whoever hosts it must leave Ctrl-C alone.
    /// </summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Runs one command that was typed elsewhere, and says what became of it. Its answer is written; what it offers next is written as a shell takes it.</summary>
    Task<CommandOutcome> AnswerAsync(string command, CancellationToken cancellationToken);
}
