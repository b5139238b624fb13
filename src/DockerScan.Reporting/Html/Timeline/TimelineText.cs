using System.Text;
using DockerScan.Core;

namespace DockerScan.Reporting.Html.Timeline;

/// <summary>Cuts the labels of the timeline to the room there is. They are set in a monospaced face, so their width is known well enough.</summary>
internal static class TimelineText
{
    private const double Narrow = 6.7;
    private const double Wide = 11.6;
    private const int MaxLength = 200;
    private const int FirstWide = 0x1100;

    /// <summary>One line, no wider than asked; what is cut off becomes an ellipsis. Not yet escaped.</summary>
    public static string Cut(string? text, double width)
    {
        var clean = DisplayText.Clean(text, MaxLength).Trim();
        if (clean.Length == 0)
        {
            return "–";
        }

        if (Measure(clean) <= width)
        {
            return clean;
        }

        var result = new StringBuilder();
        var used = Narrow;
        foreach (var rune in clean.EnumerateRunes())
        {
            used += WidthOf(rune);
            if (used > width)
            {
                break;
            }

            result.Append(rune.ToString());
        }

        return result.Append('…').ToString();
    }

    /// <summary>How wide a text is, in the picture's units.</summary>
    public static double Measure(string text) => text.EnumerateRunes().Sum(WidthOf);

    private static double WidthOf(Rune rune) => rune.Value < FirstWide ? Narrow : Wide;
}
