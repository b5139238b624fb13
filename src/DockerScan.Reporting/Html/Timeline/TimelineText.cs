using System.Text;
using DockerScan.Core;

namespace DockerScan.Reporting.Html.Timeline;

/// <summary>Cuts the labels of the timeline to the room there is. They are set in a monospaced face, so their width is known well enough.</summary>
internal static class TimelineText
{
    private const double Narrow = 6.95;
    private const double Wide = 12;
    private const double HeadShare = 0.6;
    private const int MaxLength = 300;

    // /tmp/x stays as it is: a short place says much.
    private const int LongFolders = 8;
    private const int FirstWide = 0x1100;

    /// <summary>
    /// One line, no wider than asked; not yet escaped. What does not fit loses the folders of its first word, if they are long, then its middle:
    /// command lines and names differ at both ends.
    /// </summary>
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

        var name = WithoutFolders(clean);
        return Measure(name) <= width ? name : WithoutMiddle(name, width - Narrow);
    }

    /// <summary>How wide a text is, in the picture's units.</summary>
    public static double Measure(string text) => text.EnumerateRunes().Sum(WidthOf);

    private static string WithoutFolders(string text)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        var slash = text.LastIndexOf('/', end < 0 ? text.Length - 1 : end);
        return text.StartsWith('/') && slash >= LongFolders ? "…" + text[slash..] : text;
    }

    private static string WithoutMiddle(string text, double width)
    {
        var runes = text.EnumerateRunes().ToList();
        var head = Fitting(runes, width * HeadShare);
        var tail = Fitting(Enumerable.Reverse(runes), width - runes.Take(head).Sum(WidthOf));
        var result = new StringBuilder();
        runes.Take(head).ToList().ForEach(rune => result.Append(rune.ToString()));
        result.Append('…');
        runes.TakeLast(tail).ToList().ForEach(rune => result.Append(rune.ToString()));
        return result.ToString();
    }

    private static int Fitting(IEnumerable<Rune> runes, double width)
    {
        var used = 0.0;
        return runes.TakeWhile(rune => (used += WidthOf(rune)) <= width).Count();
    }

    private static double WidthOf(Rune rune) => rune.Value < FirstWide ? Narrow : Wide;
}
