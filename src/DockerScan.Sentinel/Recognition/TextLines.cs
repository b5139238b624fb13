using System.Text;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Bytes as lines of Latin-1 text: every byte is a character, so nothing is refused.</summary>
internal static class TextLines
{
    private const int MaxLines = 64;

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

    /// <summary>The first line's words behind one of these verbs; null when no line begins so.</summary>
    public static string? After(List<string> lines, string verb)
        => lines.Find(line => line.StartsWith(verb, StringComparison.OrdinalIgnoreCase))?[verb.Length..].Trim();
}
