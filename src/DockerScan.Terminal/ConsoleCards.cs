using DockerScan.Conversation.Messages;

namespace DockerScan.Terminal;

internal sealed class ConsoleCards(ConsoleOutputs outputs) : IConsoleCards
{
    public void Print(ChatMessage message) => outputs.Output.Print(message, Shell.Program);
}
