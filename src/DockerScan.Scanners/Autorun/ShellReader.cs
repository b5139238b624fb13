using System.Text;

namespace DockerScan.Scanners.Autorun;

/// <summary>
/// Reads the commands of a shell script, modestly: enough to see which files it starts. It knows quotes, comments,
/// continuations, separators and here-documents; it does not expand, and skips words that would need it.
/// </summary>
internal static class ShellReader
{
    private const int MaxCommands = 20_000;
    private const int MaxWord = 4096;

    private static readonly HashSet<string> Keywords =
        ["if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "time", "in", "esac"];

    /// <summary>The logical lines: continuations joined.</summary>
    public static IEnumerable<(int Number, string Text)> LogicalLines(string script, int maxLength)
    {
        var number = 0;
        var begin = 1;
        var line = new StringBuilder();
        foreach (var raw in script.AsSpan().EnumerateLines().ToStrings())
        {
            number++;
            var isContinued = raw.EndsWith('\\');
            var part = isContinued ? raw[..^1] : raw;
            line.Append(part.AsSpan(0, Math.Min(part.Length, Math.Max(0, maxLength - line.Length))));
            if (isContinued && line.Length < maxLength)
            {
                continue;
            }

            yield return (begin, line.ToString());
            line.Clear();
            begin = number + 1;
        }

        if (line.Length > 0)
        {
            yield return (begin, line.ToString());
        }
    }

    /// <summary>The simple commands, as words, in the order in which they stand.</summary>
    public static IEnumerable<IReadOnlyList<string>> Commands(string script)
    {
        var count = 0;
        string? hereEnd = null;
        foreach (var (_, line) in LogicalLines(script, 10_000))
        {
            if (hereEnd is not null)
            {
                hereEnd = line.Trim() == hereEnd ? null : hereEnd;
                continue;
            }

            foreach (var words in Split(line))
            {
                if (++count > MaxCommands)
                {
                    yield break;
                }

                hereEnd = words.Select(HereEnd).FirstOrDefault(end => end is not null) ?? hereEnd;
                var command = words.SkipWhile(word => Keywords.Contains(word) || IsAssignment(word)).ToList();
                if (command.Count > 0)
                {
                    yield return command;
                }
            }
        }
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && word.AsSpan(0, equals).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".AsSpan()) < 0;
    }

    private static string? HereEnd(string word)
    {
        var at = word.IndexOf("<<", StringComparison.Ordinal);
        return at < 0 || word.AsSpan(at).StartsWith("<<<", StringComparison.Ordinal) || word.Length == at + 2 ? null : word[(at + 2)..].TrimStart('-');
    }

    private static IEnumerable<List<string>> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var hasWord = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            switch (c)
            {
                case '\'' or '"':
                    i = Quoted(line, i, word);
                    hasWord = true;
                    break;
                case '\\' when i + 1 < line.Length:
                    word.Append(line[++i]);
                    hasWord = true;
                    break;
                case '#' when !hasWord:
                    i = line.Length;
                    break;
                case '&' when hasWord && i > 0 && line[i - 1] is '>' or '<':
                    word.Append(c);
                    break;
                case ' ' or '\t':
                    Flush();
                    break;
                case ';' or '|' or '&' or '(' or ')' or '`':
                    Flush();
                    if (words.Count > 0)
                    {
                        yield return words;
                        words = [];
                    }

                    break;
                default:
                    hasWord = true;
                    if (word.Length < MaxWord)
                    {
                        word.Append(c);
                    }

                    break;
            }
        }

        Flush();
        if (words.Count > 0)
        {
            yield return words;
        }

        void Flush()
        {
            if (hasWord)
            {
                words.Add(word.ToString());
                word.Clear();
                hasWord = false;
            }
        }
    }

    private static int Quoted(string line, int start, StringBuilder word)
    {
        var quote = line[start];
        for (var i = start + 1; i < line.Length; i++)
        {
            if (line[i] == quote)
            {
                return i;
            }

            if (quote == '"' && line[i] == '\\' && i + 1 < line.Length)
            {
                i++;
            }

            if (word.Length < MaxWord)
            {
                word.Append(line[i]);
            }
        }

        return line.Length;
    }

    private static List<string> ToStrings(this SpanLineEnumerator lines)
    {
        var result = new List<string>();
        foreach (var line in lines)
        {
            result.Add(line.ToString());
        }

        return result;
    }
}
