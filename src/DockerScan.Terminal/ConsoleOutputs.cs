using Spectre.Console;
using SystemConsole = System.Console;

namespace DockerScan.Terminal;

/// <summary>The two output streams, each with what it can show.</summary>
internal sealed class ConsoleOutputs
{
    public ConsoleOutputs()
        : this(new ConsoleOutput(Create(SystemConsole.Out), !SystemConsole.IsOutputRedirected), new ConsoleOutput(Create(SystemConsole.Error), !SystemConsole.IsErrorRedirected))
    {
    }

    public ConsoleOutputs(ConsoleOutput output, ConsoleOutput error) => (Output, Error) = (output, error);

    public ConsoleOutput Output { get; }

    public ConsoleOutput Error { get; }

    private static IAnsiConsole Create(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
