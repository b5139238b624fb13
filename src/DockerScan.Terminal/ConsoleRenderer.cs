using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Words;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DockerScan.Terminal;

/// <summary>
/// A neutral message as something Spectre can draw. Pure. No text is ever read as markup: it goes in as text, with
/// styles beside it. In a box where a person looks at a terminal, plain lines elsewhere.
/// </summary>
/// <param name="boxed">Draw a box.</param>
/// <param name="unicode">The output can show more than ASCII.</param>
internal sealed class ConsoleRenderer(bool boxed, bool unicode)
{
    private const int BarWidth = 20;
    private const int MaxBoxWidth = 110;

    /// <summary>Draws a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="frame">Counts up while a card works, for what moves.</param>
    /// <param name="program">What stands before a command that is offered; empty in a chat.</param>
    public IRenderable Render(ChatMessage message, int frame = 0, string program = "")
    {
        var spelt = ShellCommands.Spell(message, program);
        return boxed
            ? new FittedCard(Plain(spelt.Fields), MaxBoxWidth, fields => Box(spelt, Parts(spelt with { Fields = fields }, frame, program)))
            : new Rows(Parts(spelt with { Fields = Plain(spelt.Fields) }, frame, program));
    }

    // There is nothing to press: what a link leads to is shown whole.
    private static IReadOnlyList<ChatField> Plain(IReadOnlyList<ChatField> fields)
        => [.. fields.Select(field => field.Link is { } link ? new ChatField(field.Name, link.AbsoluteUri) : field)];

    private List<IRenderable> Parts(ChatMessage message, int frame, string program)
    {
        var parts = new List<IRenderable>();
        AddHead(message, parts);
        AddFields(message, parts);
        AddProgress(message, frame, parts);
        foreach (var section in message.Sections)
        {
            AddSection(section, parts);
        }

        AddNext(message, program, parts);
        return parts;
    }

    private static void AddHead(ChatMessage message, List<IRenderable> parts)
    {
        parts.Add(new Paragraph(message.Title, ConsoleTheme.Strong));
        if (message.Verdict is { } verdict)
        {
            parts.Add(new Paragraph($" {verdict.Label} ", ConsoleTheme.Badge(verdict.Tone)));
        }

        if (message.Text.Length > 0)
        {
            parts.Add(new Paragraph(message.Text, message.Verdict is null ? ConsoleTheme.Of(TextTone(message)) : Style.Plain));
        }
    }

    // A paragraph in colour is for what went wrong.
    private static ChatTone TextTone(ChatMessage message)
        => message.Tone is ChatTone.Danger or ChatTone.Warning or ChatTone.Unknown ? message.Tone : ChatTone.Neutral;

    private static void AddFields(ChatMessage message, List<IRenderable> parts)
    {
        if (message.Fields.Count == 0)
        {
            return;
        }

        var grid = Columns(2);
        foreach (var field in message.Fields)
        {
            grid.AddRow(new Text(field.Name, ConsoleTheme.Muted), new Paragraph(field.Value));
        }

        parts.Add(Text.Empty);
        parts.Add(grid);
    }

    private static Grid Columns(int count)
    {
        var grid = new Grid { Expand = false };
        for (var column = 0; column < count - 1; column++)
        {
            grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2));
        }

        return grid.AddColumn(new GridColumn().PadLeft(0).PadRight(0));
    }

    private void AddProgress(ChatMessage message, int frame, List<IRenderable> parts)
    {
        if (message.Progress.Count == 0)
        {
            return;
        }

        var grid = Columns(3);
        foreach (var line in message.Progress)
        {
            var style = line.Outcome is { } outcome ? ConsoleTheme.Of(ConsoleTheme.Of(outcome)) : Style.Plain;
            grid.AddRow(new Text(Sign(line, frame), style), new Text(line.Label), new Paragraph(ProgressText(line), style));
        }

        parts.Add(Text.Empty);
        parts.Add(grid);
    }

    private string Sign(ChatProgressLine line, int frame)
        => line.Outcome is { } outcome ? ConsoleTheme.Sign(outcome, unicode) : ConsoleTheme.RunningSign(frame, unicode);

    private string ProgressText(ChatProgressLine line)
    {
        var state = line is { Outcome: null, Fraction: { } fraction } ? Bar(fraction) : line.State;
        return line.Detail.Length == 0 ? state : $"{state}  {line.Detail}";
    }

    private string Bar(double fraction)
    {
        var full = (int)(fraction * BarWidth);
        var bar = unicode
            ? new string('━', full) + new string('╌', BarWidth - full)
            : "[" + new string('#', full) + new string('-', BarWidth - full) + "]";

        // Rounded down: 100 % is said when it is done.
        return string.Create(CultureInfo.InvariantCulture, $"{bar} {(int)(fraction * 100),3}%");
    }

    private static void AddSection(ChatSection section, List<IRenderable> parts)
    {
        parts.Add(Text.Empty);
        parts.Add(new Paragraph(section.Heading, ConsoleTheme.Strong));
        if (section.Lines.All(line => line.Label is null))
        {
            parts.AddRange(section.Lines.Select(line => new Padder(new Paragraph(line.Text, ConsoleTheme.Of(line.Tone)), new Padding(2, 0, 0, 0))));
            return;
        }

        var grid = Columns(2);
        foreach (var line in section.Lines)
        {
            grid.AddRow(
                new Text(line.Label ?? string.Empty, ConsoleTheme.Of(line.Tone)),
                new Paragraph(line.Text, line.Label is null ? ConsoleTheme.Of(line.Tone) : Style.Plain));
        }

        parts.Add(new Padder(grid, new Padding(2, 0, 0, 0)));
    }

    // There is nothing to press in a terminal: what a button would type is shown instead.
    private static void AddNext(ChatMessage message, string program, List<IRenderable> parts)
    {
        if (message.IsWorking)
        {
            if (message.Buttons.Any(button => button.Id == ChatButtonIds.Cancel))
            {
                parts.Add(Text.Empty);
                parts.Add(new Paragraph(Vocabulary.In(message.Language).InterruptCancels, ConsoleTheme.Muted));
            }

            return;
        }

        if (message.Buttons.Count > 0)
        {
            var grid = Columns(2);
            foreach (var button in message.Buttons)
            {
                grid.AddRow(new Text(button.Label, ConsoleTheme.Muted), new Text(program.Length == 0 ? button.Value : $"{program} {button.Value}"));
            }

            parts.Add(Text.Empty);
            parts.Add(grid);
        }
    }

    private static Panel Box(ChatMessage message, IReadOnlyList<IRenderable> parts) => new(new Rows(parts))
    {
        Border = BoxBorder.Rounded,
        BorderStyle = ConsoleTheme.Border(message.Tone),
        Padding = new Padding(1, 0, 1, 0),
        Expand = true,
    };
}
