using System.Buffers;
using System.Globalization;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>Commands that download or decode. Only a line with one begins a window; the rest of a script is not matched twice.</summary>
/// <remarks>What <c>\b(?:curl|wget2?|…)\s</c> says, by hand: nearly each image has one such line, and a pattern takes tens of milliseconds to build.</remarks>
internal static class Fetching
{
    private static readonly string[] Commands = ["curl", "wget", "wget2", "fetch", "lynx", "aria2c", "axel", "base64", "xxd", "openssl"];
    private static readonly SearchValues<string> Names = SearchValues.Create(Commands, StringComparison.Ordinal);

    /// <summary>True when such a command stands in a line, with a blank behind it.</summary>
    public static bool IsIn(ReadOnlySpan<char> line)
    {
        for (var at = line.IndexOfAny(Names); at >= 0;)
        {
            if (at == 0 || !IsOfWord(line[at - 1]))
            {
                foreach (var command in Commands)
                {
                    if (line[at..].StartsWith(command) && line[(at + command.Length)..] is [var next, ..] && char.IsWhiteSpace(next))
                    {
                        return true;
                    }
                }
            }

            var more = line[(at + 1)..].IndexOfAny(Names);
            at = more < 0 ? -1 : at + 1 + more;
        }

        return false;
    }

    // As \b has it.
    private static bool IsOfWord(char value)
        => char.IsLetterOrDigit(value) || value is '\u200c' or '\u200d'
            || char.GetUnicodeCategory(value) is UnicodeCategory.NonSpacingMark or UnicodeCategory.ConnectorPunctuation;
}
