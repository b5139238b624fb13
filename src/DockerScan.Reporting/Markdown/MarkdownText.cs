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
    private static readonly SearchValues<char> ShortName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-");
    private static readonly HashSet<string> Roots = new(["BIZ", "COM", "EDU", "GOV", "NET", "ORG", "PRO", "WEB", "XXX", "AERO", "ASIA", "COOP", "INFO", "MUSEUM", "NAME", "SHOP", "РФ"], StringComparer.Ordinal);
    private static readonly SearchValues<char> Markup = SearchValues.Create("\\`*_[]<>|#&~$@");

    /// <summary>Plain text, one line: every character is escaped that any renderer could take for markup, a link or a line's beginning where it stands.</summary>
    public static string Escape(string? text, int maxLength = DefaultLength)
    {
        var clean = Clean(text, maxLength).AsSpan().Trim();
        if (clean.IsEmpty)
        {
            return Nothing;
        }

        var result = new StringBuilder(clean.Length + 16);
        for (var index = 0; index < clean.Length; index++)
        {
            result.Append(IsMarkup(clean, index) ? "\\" : string.Empty).Append(clean[index]);
        }

        return result.ToString();
    }

    /// <summary>Text of the checklist, which the operator wrote: only what could be taken for markup is escaped, so that the source stays readable.</summary>
    public static string Prose(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var character in Clean(text, ProseLength).AsSpan().Trim())
        {
            result.Append(Markup.Contains(character) ? "\\" : string.Empty).Append(character);
        }

        return result.ToString();
    }

    /// <summary>A code span, for names, versions and paths. With a pipe in it it becomes escaped text: renderers disagree on pipes in code in tables.</summary>
    public static string Code(string? text, int maxLength = DefaultLength)
    {
        var clean = Clean(text, maxLength).Trim();
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

    /// <summary>A link with a code span as its text, to the first address that is not refused; just the text without one.</summary>
    public static string Link(string? text, IEnumerable<string> addresses, int maxLength = 120)
        => addresses.Select(SafeLink.Normalize).FirstOrDefault(url => url is not null) is { } url ? $"[{Code(text, maxLength)}]({url.Replace("&", "&amp;", StringComparison.Ordinal)})" : Code(text, maxLength);

    // Nearly all text is short and plain, and there are tens of thousands of pieces in a large report.
    private static string Clean(string? text, int maxLength)
        => text is not null && text.Length < maxLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? text : DisplayText.Clean(text, maxLength);

    private static bool IsMarkup(ReadOnlySpan<char> text, int index) => text[index] switch
    {
        // Ordinary in prose, and markup only in certain places.
        ' ' or ',' or ';' or '\'' or '"' or '/' or '%' or '?' or '(' => false,
        '-' or '+' or '=' or '!' => index == 0 || index + 1 == text.Length || text[index - 1] == text[index] || text[index + 1] == text[index],
        '.' => BeginsAnItem(text, index) || MayEndAName(text[(index + 1)..]) || text[..index].EndsWith("www", StringComparison.OrdinalIgnoreCase),
        ')' => BeginsAnItem(text, index),
        // A definition, an address, or the name of a picture between two of them.
        ':' => index == 0 || (index + 1 < text.Length && (text[index + 1] == '/' || MayBeShortName(text, index))),
        var other => char.IsAscii(other) && !char.IsAsciiLetterOrDigit(other),
    };

    // The more generous renderers make a link of whatever looks like a host: two letters, or one of the old names, after a full stop
    // (linkify-it: two-letter roots and the list of its README).
    private static bool MayEndAName(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsLetter(rest[length]))
        {
            length++;
        }

        return length == 2 || (length > 2 && Roots.Contains(rest[..length].ToString().ToUpperInvariant()));
    }

    private static bool MayBeShortName(ReadOnlySpan<char> text, int index)
        => IsShortName(text[(index + 1)..]) || (text[..index].LastIndexOf(':') is >= 0 and var before && IsShortName(text[(before + 1)..]));

    // :smile:, :+1:
    private static bool IsShortName(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(':');
        return end > 0 && !text[..end].ContainsAnyExcept(ShortName);
    }

    /// <summary>True for what would number a list if it began a line.</summary>
    private static bool BeginsAnItem(ReadOnlySpan<char> text, int index)
        => index > 0 && !text[..index].ContainsAnyExceptInRange('0', '9') && (index + 1 == text.Length || text[index + 1] == ' ');

    private static int LongestRun(string text)
    {
        if (!text.Contains('`', StringComparison.Ordinal))
        {
            return 0;
        }

        var (longest, current) = (0, 0);
        foreach (var character in text)
        {
            current = character == '`' ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }
}
