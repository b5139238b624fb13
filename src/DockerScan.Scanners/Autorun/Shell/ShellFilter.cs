using System.Buffers;
using System.Globalization;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>What a command makes of the text that it is given: <c>sed</c>, <c>tr</c>, <c>cut</c> and <c>awk</c> in their plain uses.</summary>
internal static class ShellFilter
{
    private static readonly char[] Blanks = [' ', '\t'];
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*[]+?()|");

    /// <summary>True for a command that reads text and writes it in another form.</summary>
    public static bool IsKnown(string word) => ImagePath.Name(word) is "sed" or "tr" or "cut" or "awk" or "gawk" or "mawk";

    /// <summary>What it writes; nothing where that is not known.</summary>
    /// <param name="words">The command.</param>
    /// <param name="texts">What it may be given.</param>
    public static IReadOnlyList<string> Apply(IReadOnlyList<string> words, IReadOnlyList<string> texts)
    {
        Func<string, string?>? change = ImagePath.Name(words[0]) switch
        {
            "sed" => Sed(words),
            "tr" => Tr([.. words.Skip(1)]),
            "cut" => Cut(words),
            _ => Awk(words),
        };
        return change is null ? [] : [.. texts.Select(text => string.Join('\n', text.Split('\n').Select(change).OfType<string>())).Where(text => text.Length > 0)];
    }

    // s/from/to/, as far as "from" is plain text.
    private static Func<string, string?>? Sed(IReadOnlyList<string> words)
    {
        var changes = new List<Func<string, string>>();
        foreach (var script in words.Skip(1).Where(word => word.Length > 4 && word[0] == 's' && !char.IsAsciiLetterOrDigit(word[1])))
        {
            var parts = script.Split(script[1]);
            if (parts.Length != 4 || Plain(parts[1].TrimStart('^').TrimEnd('$')) is not { Length: > 0 } from)
            {
                return null;
            }

            var (isBegin, isEnd, to) = (parts[1].StartsWith('^'), parts[1].EndsWith('$'), parts[2].Replace("\\", string.Empty, StringComparison.Ordinal));
            changes.Add(line => isBegin ? line.StartsWith(from, StringComparison.Ordinal) ? to + line[from.Length..] : line
                : isEnd ? line.EndsWith(from, StringComparison.Ordinal) ? line[..^from.Length] + to : line
                : line.Replace(from, to, StringComparison.Ordinal));
        }

        return changes.Count == 0 ? null : line => changes.Aggregate(line, (text, change) => change(text));
    }

    private static string? Plain(string pattern)
    {
        var plain = pattern.Replace("\\.", "\u0001", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal);
        return plain.AsSpan().ContainsAny(Special) ? null : plain.Replace('\u0001', '.');
    }

    private static Func<string, string?>? Tr(List<string> words)
    {
        var isDeleting = words is [['-', ..] option, ..] && option.Contains('d', StringComparison.Ordinal);
        var sets = words.Where(word => word.Length > 0 && word[0] != '-').Select(Unescaped).ToList();
        return (isDeleting, sets) switch
        {
            (true, [var gone, ..]) => line => string.Concat(line.Where(c => !gone.Contains(c, StringComparison.Ordinal))),
            (_, ["A-Z" or "[:upper:]" or "[A-Z]", ..]) => line => line.ToLowerInvariant(),
            (_, ["a-z" or "[:lower:]" or "[a-z]", ..]) => line => line.ToUpperInvariant(),
            (_, [{ Length: 1 } from, { Length: 1 } to]) => line => line.Replace(from[0], to[0]),
            _ => null,
        };
    }

    private static string Unescaped(string set) => set.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);

    private static Func<string, string?>? Cut(IReadOnlyList<string> words)
    {
        var delimiter = Option(words, "-d") is { Length: 1 } given ? given[0] : '\t';
        return Option(words, "-f") is { } fields && int.TryParse(fields.TrimEnd('-'), NumberStyles.None, CultureInfo.InvariantCulture, out var field) && field > 0
            ? line => line.Split(delimiter) is var parts && parts.Length == 1 ? line
                : fields.EndsWith('-') ? string.Join(delimiter, parts.Skip(field - 1)) : parts.ElementAtOrDefault(field - 1)
            : null;
    }

    private static Func<string, string?>? Awk(IReadOnlyList<string> words)
    {
        var program = words.Skip(1).FirstOrDefault(word => word.StartsWith('{') && word.EndsWith('}'))?[1..^1].Trim(' ', ';');
        var separator = Option(words, "-F");
        return program is null || !program.StartsWith("print $", StringComparison.Ordinal) ? null
            : program[7..] is "NF" ? line => Parts(line, separator).LastOrDefault()
            : int.TryParse(program.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var field) ? line => field == 0 ? line : Parts(line, separator).ElementAtOrDefault(field - 1)
            : null;
    }

    private static string[] Parts(string line, string? separator) => separator is { Length: > 0 } ? line.Split(separator) : line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    private static string? Option(IReadOnlyList<string> words, string option)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].StartsWith(option, StringComparison.Ordinal))
            {
                return words[i].Length > option.Length ? words[i][option.Length..] : i + 1 < words.Count ? words[i + 1] : null;
            }
        }

        return null;
    }
}
