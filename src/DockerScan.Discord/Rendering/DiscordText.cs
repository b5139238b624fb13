using System.Text;

namespace DockerScan.Discord.Rendering;

/// <summary>Shows a text as it is: Discord reads markup, mentions, emoji and links out of plain text unless a backslash stands before them.</summary>
internal static class DiscordText
{
    private const string Marks = "\\*_~`|[]()<@:";
    private const string LineStartMarks = "#>-+";

    /// <summary>The escaped text within a limit. A text that is cut ends with an ellipsis, never in half an escape or half a character.</summary>
    /// <param name="text">Cleaned text.</param>
    /// <param name="limit">The most UTF-16 units of the result.</param>
    public static string Escape(string text, int limit)
    {
        var result = new StringBuilder(Math.Min(limit, text.Length + 16));
        // The last place that leaves room for the ellipsis.
        var cut = 0;
        var atLineStart = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var isMark = IsMark(rune, atLineStart);
            if (result.Length + rune.Utf16SequenceLength + (isMark ? 1 : 0) > limit)
            {
                result.Length = cut;
                return limit > 0 ? result.Append('…').ToString() : string.Empty;
            }

            result.Append(isMark ? "\\" : string.Empty).Append(rune.ToString());
            cut = result.Length < limit ? result.Length : cut;
            atLineStart = rune.Value == '\n' || (atLineStart && Rune.IsWhiteSpace(rune));
        }

        return result.ToString();
    }

    /// <summary>Words that lead to an address of ours.</summary>
    /// <param name="escaped">The words, escaped.</param>
    /// <param name="address">The address.</param>
    public static string Link(string escaped, Uri address)
        => $"[{escaped}]({address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";

    private static bool IsMark(Rune rune, bool atLineStart)
        => rune.IsAscii && (Marks.Contains((char)rune.Value, StringComparison.Ordinal)
            || (atLineStart && LineStartMarks.Contains((char)rune.Value, StringComparison.Ordinal)));
}
