using System.Buffers;
using System.Text;
using DockerScan.Core;

namespace DockerScan.Reporting.Markdown;

/// <summary>
/// Turns hostile text into Markdown that shows it as it is: no markup, link, mention of HTML, table cell or line of its own.
/// Pieces must be joined with a space: a code span right after an escaped back-tick would not be one.
/// </summary>
internal static class MarkdownText
{
    /// <summary>What stands where there is nothing.</summary>
    public const string Nothing = "–";

    private const int DefaultLength = 300;
    private const int ProseLength = 4000;
    private static readonly SearchValues<char> Markup = SearchValues.Create("\\`*_[]<>|#&~$@");

    /// <summary>Plain text, one line: every ASCII punctuation character is escaped.</summary>
    public static string Escape(string? text, int maxLength = DefaultLength)
    {
        var clean = DisplayText.Clean(text, maxLength).AsSpan().Trim();
        if (clean.IsEmpty)
        {
            return Nothing;
        }

        var result = new StringBuilder(clean.Length + 16);
        foreach (var character in clean)
        {
            if (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && character != ' ')
            {
                result.Append('\\');
            }

            result.Append(character);
        }

        return result.ToString();
    }

    /// <summary>Text of the checklist, which the operator wrote: only what could be taken for markup is escaped, so that the source stays readable.</summary>
    public static string Prose(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var character in DisplayText.Clean(text, ProseLength).AsSpan().Trim())
        {
            result.Append(Markup.Contains(character) ? "\\" : string.Empty).Append(character);
        }

        return result.ToString();
    }

    /// <summary>A code span, for names, versions and paths. With a pipe in it it becomes escaped text: renderers disagree on pipes in code in tables.</summary>
    public static string Code(string? text, int maxLength = DefaultLength)
    {
        var clean = DisplayText.Clean(text, maxLength).Trim();
        if (clean.Length == 0 || clean.Contains('|', StringComparison.Ordinal))
        {
            return Escape(clean, maxLength);
        }

        var longest = LongestRun(clean);
        if (longest == 0)
        {
            return $"`{clean}`";
        }

        var fence = new string('`', longest + 1);
        return $"{fence} {clean} {fence}";
    }

    /// <summary>A fenced block, for evidence of several lines.</summary>
    public static string Block(string? text, int maxLength)
    {
        var clean = DisplayText.CleanLines(text, maxLength).Trim('\n');
        var fence = new string('`', Math.Max(3, LongestRun(clean) + 1));
        return $"{fence}text\n{clean}\n{fence}";
    }

    /// <summary>A link with a code span as its text; just the text when the address is refused.</summary>
    public static string Link(string? text, string? address, int maxLength = 120)
        => SafeLink.Normalize(address) is { } url ? $"[{Code(text, maxLength)}]({url.Replace("&", "&amp;", StringComparison.Ordinal)})" : Code(text, maxLength);

    private static int LongestRun(string text)
    {
        var (longest, current) = (0, 0);
        foreach (var character in text)
        {
            current = character == '`' ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }
}
