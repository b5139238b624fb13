using System.Buffers;
using System.Globalization;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>What stands between the braces of <c>${…}</c>: a parameter and what is done with its values.</summary>
internal sealed class ShellParameter(ShellReader reader, int depth)
{
    private const string Special = "@*#?$!-";
    private const int MaxReplacement = 256;
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[\\#%");

    /// <summary>What it may be: values, or, for several words, the lists that it may stand for.</summary>
    public (IReadOnlyList<string> Values, List<IReadOnlyList<string>>? Splices) Expand(string content)
    {
        var isIndirect = content.Length > 1 && content[0] == '!' && (char.IsAsciiLetter(content[1]) || content[1] == '_');
        if (isIndirect)
        {
            content = content[1..];
        }

        // ${#NAME} is a length.
        var length = content.Length > 1 && content[0] == '#' ? 0 : Length(content);
        var (name, rest) = (content[..length], content[length..]);
        if (length == 0)
        {
            return ([], null);
        }

        var index = string.Empty;
        if (rest.StartsWith('[') && rest.IndexOf(']', StringComparison.Ordinal) is var close && close > 0)
        {
            (index, rest) = (rest[1..close], rest[(close + 1)..]);
        }

        if (name is "@" or "*" || (index is "@" or "*" && !isIndirect))
        {
            return ([], Several(name, name is "@" or "*" ? reader.State.Arguments : reader.State.Names.Array(name) is { } array ? [array] : [], rest));
        }

        var known = Known(name, index);
        return (Operate(name, rest, isIndirect ? [.. known.SelectMany(each => Known(each, string.Empty)).Distinct(StringComparer.Ordinal)] : known), null);
    }

    /// <summary>The values of a variable or an argument.</summary>
    public IReadOnlyList<string> Known(string name, string index = "")
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Positional(number);
        }

        if (index.Length > 0 && reader.State.Names.Array(name) is { } array)
        {
            // A place that is counted at run time may be any.
            return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at < array.Count ? [array[at]] : [] : array;
        }

        return reader.State.Names.Variable(name) ?? name switch
        {
            "BASH_SOURCE" => Positional(0),
            "PWD" => [reader.State.Directories[0]],
            _ => reader.State.Names.Array(name) is [var first, ..] ? [first] : [],
        };
    }

    private IReadOnlyList<string> Positional(int number)
        => number == 0
            ? reader.State.ScriptPath is { } script ? [script] : []
            : [.. reader.State.Arguments.Where(each => each.Count >= number).Select(each => each[number - 1]).Distinct(StringComparer.Ordinal)];

    private static int Length(string content)
    {
        if (content.Length > 0 && Special.Contains(content[0], StringComparison.Ordinal))
        {
            return 1;
        }

        var length = 0;
        var isNumber = content.Length > 0 && char.IsAsciiDigit(content[0]);
        while (length < content.Length && (char.IsAsciiDigit(content[length]) || (!isNumber && (char.IsAsciiLetter(content[length]) || content[length] == '_'))))
        {
            length++;
        }

        return length;
    }

    // "$@" and arrays stay lists; ${@:2} is one without its first words.
    private List<IReadOnlyList<string>> Several(string name, IReadOnlyList<IReadOnlyList<string>> lists, string rest)
    {
        if (Choice(rest) is { } choice)
        {
            var other = Words(choice.Word);
            return choice.Operation == '+' ? [other] : [.. lists.Where(list => list.Count > 0), other];
        }

        if (rest.Length > 1 && rest[0] == ':' && int.TryParse(rest.AsSpan(1).TrimStart(' ').ToString().Split(':')[0], CultureInfo.InvariantCulture, out var from) && from >= 0)
        {
            // Arguments are counted from 1, arrays from 0.
            var skipped = name is "@" or "*" ? Math.Max(0, from - 1) : from;
            return [.. lists, .. skipped == 0 ? [] : lists.Select(IReadOnlyList<string> (list) => [.. list.Skip(skipped)])];
        }

        return [.. lists];
    }

    private IReadOnlyList<string> Operate(string name, string rest, IReadOnlyList<string> known)
    {
        if (rest.Length == 0)
        {
            return known;
        }

        if (Choice(rest) is { } choice)
        {
            var other = Quoted(choice.Word);
            if (choice.Operation == '=')
            {
                reader.State.Names.Assign(name, other);
            }

            return choice.Operation == '+' ? other : [.. known.Where(value => value.Length > 0), .. other];
        }

        return rest[0] switch
        {
            // ${NAME:?message}: the value or an end.
            '?' => known,
            ':' when rest.Length > 1 && rest[1] == '?' => known,
            '#' or '%' => ShellPattern.Remove(known, rest, Pattern),
            '/' => Replace(known, rest),
            '@' => known,
            '^' or ',' => [.. known, .. known.Select(value => rest[0] == '^' ? value.ToUpperInvariant() : value.ToLowerInvariant())],
            _ => [],
        };
    }

    // ${NAME:-word} and its like.
    private static (char Operation, string Word)? Choice(string rest)
    {
        var at = rest.StartsWith(':') ? 1 : 0;
        return at < rest.Length && rest[at] is '-' or '=' or '+' ? (rest[at], rest[(at + 1)..]) : null;
    }

    private IReadOnlyList<string> Quoted(string word)
        => depth >= ShellBrackets.MaxDepth ? [] : new ShellExpansion("\"" + word.Trim('"', '\'') + "\"", 0, depth + 1, reader, expand: true).Read().Values;

    private List<string> Words(string word)
        => [.. Quoted(word).Take(1).SelectMany(value => value.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)).Take(ShellWord.MaxSplice)];

    private string Pattern(string word) => Quoted(word) is [var only] ? only : word;

    private List<string> Replace(IReadOnlyList<string> known, string rest)
    {
        var isAll = rest.StartsWith("//", StringComparison.Ordinal);
        var words = rest[(isAll ? 2 : 1)..].Split('/', 2);
        var (from, to) = (Pattern(words[0]), words.Length > 1 ? Pattern(words[1]) : string.Empty);
        if (from.Length == 0 || from.AsSpan().ContainsAny(PatternCharacters) || to.Length > MaxReplacement)
        {
            return [];
        }

        return [.. known.Select(value => value.Length > ImagePath.MaxLength || value.IndexOf(from, StringComparison.Ordinal) is var at && at < 0 ? value
            : isAll ? value.Replace(from, to, StringComparison.Ordinal) : value[..at] + to + value[(at + from.Length)..])];
    }
}
