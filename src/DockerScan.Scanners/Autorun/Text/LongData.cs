using System.Buffers;
using System.Text;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>Base64 and hexadecimal digits within a line of a shell.</summary>
internal static class LongData
{
    // What is longer is data, as base64 or hexadecimal digits are, and its middle says nothing to a shell.
    private const int MaxData = 4 * 1024;
    private const int KeptOfData = 1024;
    private static readonly SearchValues<char> Data = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-");

    /// <summary>
    /// A line to be matched against signatures: of a long run of base64 or of hexadecimal digits, also one with <c>\n</c> between its lines, only
    /// beginning and end are left. No operator of a shell is in such a run, so what stands before and behind it is what it was.
    /// </summary>
    public static string Squeeze(string text)
    {
        if (text.Length <= MaxData)
        {
            return text;
        }

        var kept = new StringBuilder();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var run = DataAt(rest);
            if (run > MaxData)
            {
                kept.Append(rest[..KeptOfData]).Append(rest[(run - KeptOfData)..run]);
            }
            else
            {
                kept.Append(rest[..run]);
            }

            rest = rest[run..];
            var next = rest.IndexOfAny(Data);
            kept.Append(next < 0 ? rest : rest[..next]);
            rest = next < 0 ? [] : rest[next..];
        }

        return kept.ToString();
    }

    private static int DataAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (true)
        {
            var run = text[length..].IndexOfAnyExcept(Data);
            length = run < 0 ? text.Length : length + run;
            if (length == 0 || length + 1 >= text.Length || text[length] != '\\' || text[length + 1] is not ('n' or 'r'))
            {
                return length;
            }

            length += 2;
        }
    }
}
