using DockerScan.Conversation;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Words;
using Spectre.Console;

namespace DockerScan.Terminal;

/// <summary>The session: prompt, command, answer.</summary>
internal sealed class ConsoleChat(CommandRouter router, ConsoleOutputs outputs, ITerminal terminal, TimeProvider time) : IConsoleChat
{
    /// <summary>The platform's name in requests.</summary>
    public const string Platform = "console";

    private const string Product = "DockerScan";
    private const string Exit = "exit";

    // As the answers of its commands are: a terminal is no place whose language could be set.
    private static readonly Vocabulary Words = Vocabulary.In(ReportLanguage.English);
    private readonly InterruptTarget _interrupt = new();
    private readonly IAnsiConsole _console = outputs.Output.Console;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var registration = terminal.OnInterrupt(_interrupt.Interrupt);
        using var session = _interrupt.Enter(cancellationToken);
        if (terminal.IsInteractive)
        {
            Say($"{Product}. {Words.Welcome($"scan {ReferenceProblem.Example}", "help", Exit)}\n");
        }

        while (await ReadAsync(session.Token) is { } line)
        {
            await RunCommandAsync(line, session.Token);
        }

        if (terminal.IsInteractive)
        {
            Say(Words.Farewell);
        }
    }

    public async Task<CommandOutcome> AnswerAsync(string command, CancellationToken cancellationToken)
    {
        await using var channel = new ConsoleChannel(outputs.Output, time, Shell.Program);
        return await router.RouteAsync(Request(command), channel, cancellationToken);
    }

    /// <summary>The next command; null when the session is over.</summary>
    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (terminal.IsInteractive)
            {
                _console.Write(new Text("dockerscan> ", ConsoleTheme.Strong));
            }

            try
            {
                var line = await terminal.ReadLineAsync(cancellationToken);
                if (line is null)
                {
                    EndPromptLine();
                }

                if (line is null || line.Trim().TrimStart('/') is Exit or "quit")
                {
                    return null;
                }

                if (!string.IsNullOrWhiteSpace(line))
                {
                    return line;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                EndPromptLine();
                return null;
            }
        }
    }

    private async Task RunCommandAsync(string line, CancellationToken cancellationToken)
    {
        ChatMessage? unfinished = null;
        var channel = new ConsoleChannel(outputs.Output, time);
        using (var command = _interrupt.Enter(cancellationToken))
        {
            try
            {
                await router.RouteAsync(Request(line), channel, command.Token);
                if (line.Trim().TrimStart('/') is "help")
                {
                    // It is of this chat alone, so the help of the commands does not know it.
                    Say(Words.ExitEnds(Exit) + "\n");
                }

                return;
            }
            catch (OperationCanceledException) when (command.Token.IsCancellationRequested)
            {
                unfinished = channel.Unfinished;
            }
            finally
            {
                await channel.DisposeAsync();
            }
        }

        await CancelAsync(unfinished, cancellationToken);
    }

    // The program stops: the scan goes on or is claimed again, as on any platform. Only a person's Ctrl-C gives it up.
    private async Task CancelAsync(ChatMessage? unfinished, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var button = unfinished?.Buttons.FirstOrDefault(button => button.Id == ChatButtonIds.Cancel);
        if (button is null)
        {
            Say(unfinished is null ? Words.Stopped : Words.NoLongerWatching);
            return;
        }

        using var command = _interrupt.Enter(cancellationToken);
        await using var channel = new ConsoleChannel(outputs.Output, time);
        try
        {
            await router.RouteAsync(Request(button.Value), channel, command.Token);
        }
        catch (OperationCanceledException) when (command.Token.IsCancellationRequested)
        {
            Say(Words.GoesOn);
        }
    }

    private ChatRequest Request(string text) => new() { Platform = Platform, Place = string.Empty, User = terminal.User, Text = text };

    private void EndPromptLine()
    {
        if (terminal.IsInteractive)
        {
            _console.WriteLine();
        }
    }

    private void Say(string text) => _console.Write(new Text(text + "\n"));
}
