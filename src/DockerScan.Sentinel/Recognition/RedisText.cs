using System.Buffers.Text;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Commands to Redis: in its protocol, an array of strings, or as a plain line.</summary>
internal static class RedisText
{
    private const int MaxWords = 8;

    // Only those that a client or a thief begins with; a plain line is a loose sign.
    private static readonly string[] Inline =
        ["PING", "INFO", "AUTH", "CONFIG", "SLAVEOF", "REPLICAOF", "FLUSHALL", "FLUSHDB", "SET", "KEYS", "EVAL", "MODULE", "SAVE", "BGSAVE", "PSYNC", "HELLO", "SELECT", "CLIENT"];

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var words = bytes.Length > 3 && bytes[0] == (byte)'*' ? Array(bytes) : Line(bytes);
        if (words.Count == 0)
        {
            return null;
        }

        var facts = new Facts("redis").Add("command", string.Join(' ', words)).Add("verb", words[0].ToUpperInvariant());
        return facts.Say($"Redis {facts["command"]}");
    }

    // *2\r\n$4\r\nAUTH\r\n$3\r\nabc\r\n, the last string perhaps cut.
    private static List<string> Array(ReadOnlySpan<byte> bytes)
    {
        var words = new List<string>();
        var count = Number(ref bytes, (byte)'*');
        for (var i = 0; i < Math.Min(count, MaxWords); i++)
        {
            var length = Number(ref bytes, (byte)'$');
            if (length < 0)
            {
                break;
            }

            var here = (int)Math.Min(length, bytes.Length);
            words.Add(Facts.Shown(bytes[..here]));
            bytes = bytes.Length >= here + 2 ? bytes[(here + 2)..] : default;
        }

        return words;
    }

    /// <summary>Reads <c>*123\r\n</c>; -1 when it is something else.</summary>
    private static long Number(ref ReadOnlySpan<byte> bytes, byte kind)
    {
        if (bytes.Length < 4 || bytes[0] != kind || !Utf8Parser.TryParse(bytes[1..], out long number, out var used) || number < 0
            || bytes.Length < used + 3 || bytes[used + 1] != (byte)'\r' || bytes[used + 2] != (byte)'\n')
        {
            return -1;
        }

        bytes = bytes[(used + 3)..];
        return number;
    }

    private static List<string> Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end is < 4 or > 1024 || !char.IsAsciiLetter((char)bytes[0]))
        {
            return [];
        }

        var words = TextLines.Of(bytes[..end])[0].Split(' ', MaxWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 0 && Inline.Contains(words[0], StringComparer.OrdinalIgnoreCase) ? [.. words] : [];
    }
}
