using System.Text;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Bytes as lines of Latin-1 text: every byte is a character, so nothing is refused.</summary>
internal static class TextLines
{
    private const int MaxLines = 96;

    public static List<string> Of(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        while (bytes.Length > 0 && lines.Count < MaxLines)
        {
            var end = bytes.IndexOf((byte)'\n');
            lines.Add(Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).TrimEnd('\r'));
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }

        return lines;
    }

    /// <summary>What stands behind this verb in the first line that begins with it; null when none does.</summary>
    public static string? After(IEnumerable<string> lines, string verb)
        => lines.FirstOrDefault(line => line.StartsWith(verb, StringComparison.OrdinalIgnoreCase))?[verb.Length..].Trim();

    /// <summary>True when the bytes begin with this ASCII word in any case.</summary>
    public static bool StartsWith(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word)
        => bytes.Length >= word.Length && Ascii.EqualsIgnoreCase(bytes[..word.Length], word);
}
