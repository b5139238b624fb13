using DockerScan.Conversation.Messages;
using Spectre.Console;

namespace DockerScan.Terminal;

/// <summary>One output stream.</summary>
internal sealed class ConsoleOutput(IAnsiConsole console, bool isTerminal)
{
    // A file or a pipe has no width; folded at 80 it would break paths and keys apart.
    private const int PlainWidth = 240;

    private readonly ConsoleRenderer _renderer = new(isTerminal, console.Profile.Capabilities.Unicode);

    public IAnsiConsole Console { get; } = Widened(console, isTerminal);

    /// <summary>True when what was written can be written over.</summary>
    public bool CanEdit => isTerminal && Console.Profile.Capabilities.Ansi;

    public ConsoleRenderer Renderer => _renderer;

    /// <summary>Writes a card.</summary>
    /// <param name="message">The card.</param>
    /// <param name="program">What stands before a command that it offers; empty in a chat.</param>
    public void Print(ChatMessage message, string program = "")
    {
        Console.Write(_renderer.Render(message, program: program));
        Console.WriteLine();
    }

    private static IAnsiConsole Widened(IAnsiConsole console, bool isTerminal)
    {
        if (!isTerminal)
        {
            console.Profile.Width = Math.Max(console.Profile.Width, PlainWidth);
        }

        return console;
    }
}
