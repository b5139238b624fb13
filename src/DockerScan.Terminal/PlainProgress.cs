using System.Globalization;
using DockerScan.Conversation.Messages;
using Spectre.Console;

namespace DockerScan.Terminal;

/// <summary>Progress for logs and pipes: a line when something changes that a reader would miss, so no line for every per cent.</summary>
internal sealed class PlainProgress(IAnsiConsole console)
{
    private const double Step = 0.25;
    private readonly Dictionary<string, string> _said = [];

    public void Show(ChatMessage message)
    {
        Say(message.Title, message.Text.ReplaceLineEndings(" "));
        foreach (var line in message.Progress)
        {
            Say(line.Label, State(line));
        }
    }

    private static string State(ChatProgressLine line) => line switch
    {
        { Outcome: not null, Detail.Length: 0 } => line.State,
        { Outcome: not null } or { IsNews: true } => $"{line.State}, {line.Detail}",
        { Fraction: >= Step and { } fraction }
            => string.Create(CultureInfo.InvariantCulture, $"{(int)(Math.Floor(fraction / Step) * Step * 100)}%"),
        _ => line.State,
    };

    private void Say(string subject, string state)
    {
        if (_said.GetValueOrDefault(subject) == state)
        {
            return;
        }

        _said[subject] = state;
        console.Write(new Text($"{subject}: {state}\n"));
    }
}
