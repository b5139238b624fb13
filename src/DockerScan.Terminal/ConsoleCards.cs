using DockerScan.Conversation.Messages;

namespace DockerScan.Terminal;

/// <summary>Writes cards to either stream.</summary>
internal sealed class ConsoleCards(ConsoleOutputs outputs, TimeProvider time) : IConsoleCards
{
    public void Print(ChatMessage message, ConsoleTarget target = ConsoleTarget.Output) => Of(target).Print(message, Shell.Program);

    public IConsoleResponder Open(ConsoleTarget target = ConsoleTarget.Output) => new ConsoleResponder(Of(target), time, Shell.Program);

    private ConsoleOutput Of(ConsoleTarget target) => target switch
    {
        ConsoleTarget.Output => outputs.Output,
        ConsoleTarget.Error => outputs.Error,
    };
}
