using DockerScan.Conversation.Messages;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DockerScan.Terminal;

/// <summary>
/// A card in a box that is readable on a very wide terminal. A path or an address too long for the box stands below it in one piece:
/// broken by the border it could neither be clicked nor copied.
/// </summary>
/// <param name="fields">The card's fields.</param>
/// <param name="most">The widest box.</param>
/// <param name="draw">Draws the card with the fields that fit.</param>
internal sealed class FittedCard(IReadOnlyList<ChatField> fields, int most, Func<IReadOnlyList<ChatField>, IRenderable> draw) : IRenderable
{
    // Border and padding on both sides.
    private const int Frame = 4;
    private const int Gap = 2;

    public Measurement Measure(RenderOptions options, int maxWidth) => draw(Fitting(maxWidth)).Measure(options, Width(maxWidth));

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var fitting = Fitting(maxWidth);
        var below = fields.Except(fitting).ToList();
        var label = below.Select(field => field.Name.GetCellWidth()).DefaultIfEmpty().Max();
        return draw(fitting).Render(options, Width(maxWidth)).Concat(below.SelectMany(field => Line(field, label)));
    }

    private static IEnumerable<Segment> Line(ChatField field, int label)
        => [new Segment(field.Name + new string(' ', label - field.Name.GetCellWidth() + Gap), ConsoleTheme.Muted), new Segment(field.Value), Segment.LineBreak];

    private int Width(int maxWidth) => Math.Min(maxWidth, most);

    private IReadOnlyList<ChatField> Fitting(int maxWidth)
    {
        var room = Width(maxWidth) - Frame - Gap - fields.Select(field => field.Name.GetCellWidth()).DefaultIfEmpty().Max();
        return [.. fields.Where(field => !IsPlace(field.Value) || field.Value.GetCellWidth() <= room)];
    }

    private static bool IsPlace(string value)
        => (value.StartsWith('/') || value.StartsWith("http://", StringComparison.Ordinal) || value.StartsWith("https://", StringComparison.Ordinal))
            && !value.Any(char.IsWhiteSpace);
}
