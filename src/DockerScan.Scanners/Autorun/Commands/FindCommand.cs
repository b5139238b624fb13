using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>What <c>find</c> starts: the command line of each <c>-exec</c>, the files that it finds in the place of <c>{}</c>.</summary>
internal static class FindCommand
{
    private const int MaxLines = 16;
    private static readonly string[] Starts = ["-exec", "-execdir", "-ok", "-okdir"];

    /// <summary>The command lines, each with the place where it begins.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="at">Where find stands in it.</param>
    public static List<(IReadOnlyList<string> Words, int At)> Read(IReadOnlyList<string> words, int at)
    {
        var lines = new List<(IReadOnlyList<string>, int)>();
        IReadOnlyList<string>? found = null;
        for (var i = at + 1; i + 1 < words.Count && lines.Count < MaxLines; i++)
        {
            if (!Starts.Contains(words[i]))
            {
                continue;
            }

            var begin = i + 1;
            List<string> line = [.. words.Skip(begin).TakeWhile(word => word is not (";" or "+"))];
            i += line.Count;
            if (line.Count == 0)
            {
                continue;
            }

            if (!line.Exists(word => word.Contains("{}", StringComparison.Ordinal)))
            {
                lines.Add((line, begin));
                continue;
            }

            found ??= [.. ShellValues.Of([.. words.Skip(at)], ".")];
            lines.AddRange(found.Take(MaxLines).Select(path => ((IReadOnlyList<string>)[.. line.Select(word => word.Replace("{}", path, StringComparison.Ordinal))], begin)));
        }

        return lines;
    }
}
