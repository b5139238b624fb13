namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Reads what the builders write behind ENV, LABEL and ARG: <c>A=1 B="two words"</c>, or the old form <c>A two words</c>.</summary>
internal static class NamedValues
{
    /// <summary>The pairs. A value without quotes reaches to the next <c> NAME=</c>, because the classic builder leaves quotes out; one that is known may hold such a name itself.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="known">The value that a name has in the end; null for none.</param>
    public static IEnumerable<(string Name, string Value)> Read(string text, Func<string, string?>? known = null)
    {
        var line = text.Trim();
        var space = line.IndexOfAny([' ', '\t']);
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || (space >= 0 && space < equals))
        {
            return space < 0 ? [] : [(line[..space], line[(space + 1)..].Trim())];
        }

        return Pairs(line, known ?? (_ => null));
    }

    private static IEnumerable<(string Name, string Value)> Pairs(string line, Func<string, string?> known)
    {
        var begin = 0;
        while (begin < line.Length && line.IndexOf('=', begin) is var equals and > 0)
        {
            var name = line[begin..equals].Trim();
            var next = known(name) is { Length: > 0 } value && line.AsSpan(equals + 1).StartsWith(value) && (equals + 1 + value.Length is var end) && (end == line.Length || line[end] is ' ' or '\t')
                ? end : NextPair(line, equals + 1);
            yield return (name, line[(equals + 1)..next].Trim());
            begin = next;
        }
    }

    private static int NextPair(string line, int from)
    {
        var at = from;
        if (at < line.Length && line[at] is '"' or '\'')
        {
            var close = line.IndexOf(line[at], at + 1);
            at = close < 0 ? line.Length : close + 1;
        }

        // A blank, a name, and an equals sign.
        for (; at < line.Length; at++)
        {
            if (line[at] is ' ' or '\t' && NameEnd(line, at + 1) is var end && end > at + 1 && end < line.Length && line[end] == '=')
            {
                return at + 1;
            }
        }

        return line.Length;
    }

    private static int NameEnd(string line, int at)
    {
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '_' or '-' or '.' or '/'))
        {
            at++;
        }

        return at;
    }
}
