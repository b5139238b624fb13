using System.Globalization;
using DockerScan.Conversation.Messages;

namespace DockerScan.Slack.Blocks;

/// <summary>A neutral message in groups of lines, its title left out.</summary>
internal static class CardGroups
{
    private const int BarWidth = 10;

    public static IReadOnlyList<CardGroup> Of(ChatMessage message)
        => [.. new[] { Head(message), Fields(message), Progress(message) }.Concat(message.Sections.Select(Section)).Where(group => group.Length > 0)];

    private static CardGroup Head(ChatMessage message)
    {
        var lines = message.Said.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => new CardLine(new CardSpan(line)));
        return new CardGroup(message.Verdict is { } verdict ? new CardLine(new CardSpan(verdict.Label, IsBold: true)) : null, [.. lines]);
    }

    private static CardGroup Fields(ChatMessage message)
        => new(null, [.. message.Fields.Select(field => new CardLine(new CardSpan($"{field.Name}: ", IsBold: true), new CardSpan(field.Value, Url: field.Link)))]);

    private static CardGroup Progress(ChatMessage message)
        => new(null, [.. message.Progress.Select(line => new CardLine(new CardSpan($"{Sign(line)} {line.Label}: ", IsBold: true), new CardSpan(State(line))))]);

    private static string Sign(ChatProgressLine line) => line.Outcome is { } outcome ? SlackSigns.Sign(outcome) : "⏳";

    private static string State(ChatProgressLine line)
    {
        var state = line is { Outcome: null, Fraction: { } fraction } ? Bar(fraction) : line.State;
        return line.Detail.Length == 0 ? state : $"{state}, {line.Detail}";
    }

    private static string Bar(double fraction)
    {
        var full = (int)(fraction * BarWidth);

        // Rounded down: 100 % is said when it is done.
        return string.Create(CultureInfo.InvariantCulture, $"{new string('▰', full)}{new string('▱', BarWidth - full)} {(int)(fraction * 100)}%");
    }

    private static CardGroup Section(ChatSection section)
        => new(
            new CardLine(new CardSpan(section.Heading, IsBold: true)),
            [.. section.Lines.Where(line => line.Text.Length > 0 || line.Label is { Length: > 0 }).Select(Line)],
            IsList: true);

    private static CardLine Line(ChatLine line) => line.Label is { Length: > 0 } label
        ? new CardLine(new CardSpan($"{SlackSigns.Sign(line.Tone)}{label} ", IsBold: true), new CardSpan(line.Text)) { IsRest = line.IsRest }
        : new CardLine(new CardSpan(line.Text)) { IsRest = line.IsRest };
}
