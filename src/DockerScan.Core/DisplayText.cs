using System.Globalization;
using System.Text;

namespace DockerScan.Core;

/// <summary>Makes hostile text fit to be shown: one line, bounded, no control or direction-changing characters. It does not escape markup; each edge does that itself.</summary>
public static class DisplayText
{
    /// <summary>One line of at most <paramref name="maxLength"/> UTF-16 units, an ellipsis included.</summary>
    public static string Clean(string? text, int maxLength) => Filter(text, maxLength, keepLines: false);

    /// <summary>As <see cref="Clean"/>, but line ends stay.</summary>
    public static string CleanLines(string? text, int maxLength) => Filter(text, maxLength, keepLines: true);

    private static string Filter(string? text, int maxLength, bool keepLines)
    {
        if (string.IsNullOrEmpty(text) || maxLength <= 0)
        {
            return string.Empty;
        }

        // Nearly all text is so, and a page of a large result shows ten thousand pieces of it.
        if (text.Length <= maxLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        Span<char> units = stackalloc char[2];
        var result = new StringBuilder(Math.Min(text.Length, maxLength));
        // The last place that leaves room for the ellipsis; only a text that is really longer is cut there.
        var cut = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Shown(rune, keepLines);
            if (result.Length + shown.Utf16SequenceLength > maxLength)
            {
                result.Length = cut;
                return result.Append('…').ToString();
            }

            result.Append(units[..shown.EncodeToUtf16(units)]);
            cut = result.Length < maxLength ? result.Length : cut;
        }

        return result.ToString();
    }

    private static Rune Shown(Rune rune, bool keepLines)
        => rune.Value switch
        {
            '\n' when keepLines => rune,
            '\n' or '\r' or '\t' => new Rune(' '),
            _ => Rune.GetUnicodeCategory(rune) switch
            {
                // Control, format (bidirectional marks, zero width), surrogates, private use, line and paragraph separators.
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Rune.ReplacementChar,
                _ => rune,
            },
        };
}
