using System.Globalization;
using System.Text;
using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Output;

/// <summary>Makes a text of the target fit for an event.</summary>
internal static class TargetText
{
    /// <summary>
    /// At most <see cref="SentinelSchema.MaxTextChars"/> characters. Control characters become <c>\xNN</c>, invisible ones
    /// (direction marks, line separators, half of a pair) <c>\uNNNN</c>, so that no text can disguise itself.
    /// </summary>
    public static string Cut(string s) => Cut(s, SentinelSchema.MaxTextChars);

    /// <summary>As <see cref="Cut(string)"/>, with a smaller bound.</summary>
    public static string Cut(string s, int maxChars)
    {
        if (s.Length <= maxChars && !NeedsEscape(s))
        {
            return s;
        }

        var text = new StringBuilder(Math.Min(s.Length, maxChars));
        for (var i = 0; i < s.Length; i++)
        {
            var length = char.IsSurrogatePair(s, i) ? 2 : 1;
            var part = length == 2 ? s.Substring(i, 2) : Shown(s[i]);
            if (text.Length + part.Length > maxChars)
            {
                break;
            }

            text.Append(part);
            i += length - 1;
        }

        return text.ToString();
    }

    /// <summary>Bytes of the target as text: printable ASCII as it is, the rest as <c>\xNN</c>.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes, int maxChars = SentinelSchema.MaxTextChars)
    {
        var text = new StringBuilder(Math.Min(bytes.Length, maxChars));
        foreach (var b in bytes)
        {
            var part = b is >= 0x20 and < 0x7F ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            if (text.Length + part.Length > maxChars)
            {
                break;
            }

            text.Append(part);
        }

        return text.ToString();
    }

    private static bool NeedsEscape(string s)
    {
        foreach (var c in s)
        {
            if (char.IsControl(c) || IsInvisible(c))
            {
                return true;
            }
        }

        return false;
    }

    private static string Shown(char c)
    {
        if (char.IsControl(c))
        {
            return string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
        }

        return IsInvisible(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString();
    }

    private static bool IsInvisible(char c) => c > 0x7F && CharUnicodeInfo.GetUnicodeCategory(c) is
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
