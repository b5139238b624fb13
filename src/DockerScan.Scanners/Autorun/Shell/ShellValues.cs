using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>What a command writes, where that is known beforehand: <c>$(cd "$(dirname "$0")" &amp;&amp; pwd)</c> is the script's own folder.</summary>
internal static class ShellValues
{
    /// <summary>Stands for any folders in a path: what <c>find</c> names.</summary>
    public const string AnyDepth = "**";

    /// <summary>The texts that it may write; none when that is known only at run time.</summary>
    /// <param name="words">The command.</param>
    /// <param name="directory">Where it runs.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> words, string directory)
    {
        var at = words[0] is "command" or "builtin" && words.Count > 1 && !words[1].StartsWith('-') ? 1 : 0;
        var operands = words.Skip(at + 1).Where(word => word.Length == 0 || word[0] != '-').ToList();
        var texts = ImagePath.Name(words[at]) switch
        {
            "pwd" => [directory],
            "dirname" => operands.Select(Directory),
            "basename" => operands.Count == 0 ? [] : [WithoutEnd(ImagePath.Name(operands[0].TrimEnd('/')), operands.Count > 1 ? operands[1] : string.Empty)],
            "readlink" or "realpath" or "greadlink" => operands.TakeLast(1).Select(word => ImagePath.Combine(directory, word)),
            "command" or "which" or "type" => operands.TakeLast(1),
            "echo" => [string.Join(' ', words.Skip(at + 1).SkipWhile(word => word is "-n" or "-e" or "-E" or "-ne" or "-en"))],
            "printf" => Formatted(words, at + 1),
            "ls" => operands.Count == 0 ? ["*"] : operands.SelectMany(Listed),
            "find" => Found(words, at + 1),
            _ => [],
        };
        return texts.Where(text => !text.Contains(ShellWord.Unknown, StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal));
    }

    /// <summary>True for a command that gives on what it is given, perhaps less of it or in another order.</summary>
    public static bool IsFilter(string word) => ImagePath.Name(word) is "sort" or "uniq" or "grep" or "egrep" or "head" or "tail" or "tac" or "tee" or "cat";

    // As dirname(1): by the text alone.
    private static string Directory(string path)
    {
        var trimmed = path.TrimEnd('/');
        var slash = trimmed.LastIndexOf('/');
        return trimmed.Length == 0 ? "/" : slash < 0 ? "." : slash == 0 ? "/" : trimmed[..slash].TrimEnd('/');
    }

    private static string WithoutEnd(string name, string end) => end.Length > 0 && name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : name;

    /// <summary>What printf writes; nothing where a part is not known. A format is used again for the words that are left.</summary>
    public static IEnumerable<string> Formatted(IReadOnlyList<string> words, int at)
    {
        at += at < words.Count && words[at] == "-v" ? 2 : 0;
        at += at < words.Count && words[at] == "--" ? 1 : 0;
        if (at >= words.Count)
        {
            return [];
        }

        var format = words[at].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\0", "\n", StringComparison.Ordinal);
        var parts = format.Replace("%d", "%s", StringComparison.Ordinal).Replace("%b", "%s", StringComparison.Ordinal).Replace("%q", "%s", StringComparison.Ordinal).Split("%s");
        if (parts.Any(part => part.Contains('%', StringComparison.Ordinal)))
        {
            return [];
        }

        List<string> rest = [.. words.Skip(at + 1)];
        var places = parts.Length - 1;
        return places == 0 ? [format] : rest.Count == 0 ? [] : rest.Chunk(places).Take(ShellWord.MaxValues)
            .Select(each => string.Concat(parts.Select((part, i) => part + (i < each.Length ? each[i] : string.Empty))).TrimEnd('\n'));
    }

    // Of a folder the names alone are written, of several or of a pattern the paths.
    private static IEnumerable<string> Listed(string word) => word.Contains('*', StringComparison.Ordinal) ? [word] : ["*", word.TrimEnd('/') + "/*"];

    private static IEnumerable<string> Found(IReadOnlyList<string> words, int at)
    {
        var names = new List<string>();
        var folders = new List<string>();
        var isBefore = true;
        for (; at < words.Count; at++)
        {
            isBefore &= words[at].Length > 0 && words[at][0] is not ('-' or '(' or '!') || words[at] is "-L" or "-H" or "-P";
            if (isBefore && words[at][0] != '-')
            {
                folders.Add(words[at].TrimEnd('/'));
            }
            else if (words[at] is "-name" or "-iname" && at + 1 < words.Count && !words[at + 1].Contains(ShellWord.Unknown, StringComparison.Ordinal))
            {
                names.Add(words[++at]);
            }
        }

        // Several names are alternatives, most often.
        var name = names.Count == 1 ? names[0] : "*";
        return folders.DefaultIfEmpty(".").Select(folder => $"{folder}/{AnyDepth}/{name}");
    }
}
