using DockerScan.Conversation.Messages;

namespace DockerScan.Terminal;

internal sealed class ConsoleCards(ConsoleOutputs outputs) : IConsoleCards
{
    /// <summary>What a shell needs before a command of the chats.</summary>
    public const string Program = "./run.sh";

    public void Print(ChatMessage message) => outputs.Output.Print(message, Program);
}
