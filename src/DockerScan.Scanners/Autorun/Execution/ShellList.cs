using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Takes a plain list of commands apart: <c>a &amp;&amp; b || exit 1; c | d</c>. Anything with a structure of its own is not plain.</summary>
internal static class ShellList
{
    private const int MaxLength = 64 * 1024;
    private const int MaxSteps = 500;

    private static readonly FrozenSet<string> Structures = FrozenSet.ToFrozenSet(
        ["if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "select", "function", "{", "}", "[[", "time", "coproc"], StringComparer.Ordinal);

    /// <summary>The steps; null when the text is not plain, or too long to be a command line.</summary>
    public static IReadOnlyList<ShellStep>? Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var steps = new List<ShellStep>();
        var commands = new List<string>();
        var join = ShellJoin.Always;
        var begin = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (c is '\'' or '"' or '\\' or '`' or '$')
            {
                at = Skip(text, at);
                continue;
            }

            if (c == '#' && (at == 0 || char.IsWhiteSpace(text[at - 1])))
            {
                // A comment is no part of a command; a line behind one is rare enough to be left.
                return text.IndexOf('\n', at) < 0 ? Read(text[..at]) : null;
            }

            if (c is '(' or ')' || (c == '<' && at + 1 < text.Length && text[at + 1] == '<') || steps.Count > MaxSteps)
            {
                return null;
            }

            var isRedirection = c is '&' or '|' && ((at > 0 && text[at - 1] is '>' or '<') || (c == '&' && at + 1 < text.Length && text[at + 1] == '>'));
            if (c is not (';' or '&' or '|' or '\n') || isRedirection)
            {
                continue;
            }

            var command = text[begin..Math.Min(at, text.Length)].Trim();
            if (Structures.Contains(command.Split(' ', 2)[0]))
            {
                return null;
            }

            if (command.Length > 0)
            {
                commands.Add(command);
            }

            var isDouble = at + 1 < text.Length && text[at + 1] == c;
            if (c == ';' && isDouble)
            {
                return null;
            }

            begin = at + (isDouble && c is '&' or '|' ? 2 : 1);
            at = begin - 1;
            if (c == '|' && !isDouble)
            {
                begin += begin < text.Length && text[begin] == '&' ? 1 : 0;
                at = begin - 1;
                continue;
            }

            if (commands.Count > 0)
            {
                steps.Add(new ShellStep(join, [.. commands], c == '&' && !isDouble));
                commands.Clear();
                join = ShellJoin.Always;
            }

            join = (c, isDouble) switch { ('&', true) => ShellJoin.And, ('|', true) => ShellJoin.Or, ('\n', _) => join, _ => ShellJoin.Always };
        }

        return steps;
    }

    // To the last character of what is quoted or substituted.
    private static int Skip(string text, int at)
    {
        var c = text[at];
        if (c == '\\')
        {
            return Math.Min(at + 1, text.Length - 1);
        }

        if (c == '$')
        {
            return at + 1 < text.Length && text[at + 1] is '(' or '{' ? Nested(text, at + 1) : at;
        }

        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == c)
            {
                return i;
            }

            if (c != '\'' && text[i] == '\\')
            {
                i++;
            }
            else if (c == '"' && text[i] == '$' && i + 1 < text.Length && text[i + 1] is '(' or '{')
            {
                i = Nested(text, i + 1);
            }
        }

        return text.Length - 1;
    }

    // Brackets of one kind are counted; quotes in them are skipped.
    private static int Nested(string text, int at)
    {
        var (open, close) = (text[at], text[at] == '(' ? ')' : '}');
        var depth = 0;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] is '\'' or '"')
            {
                var end = text.IndexOf(text[i], i + 1);
                i = end < 0 ? text.Length : end;
            }
            else if (text[i] == open)
            {
                depth++;
            }
            else if (text[i] == close && --depth == 0)
            {
                return i;
            }
        }

        return text.Length - 1;
    }
}

/// <summary>One pipeline of a shell's list.</summary>
/// <param name="Join">When it is executed.</param>
/// <param name="Commands">The texts of its commands.</param>
/// <param name="IsBackground">True when nobody waits for it.</param>
internal sealed record ShellStep(ShellJoin Join, IReadOnlyList<string> Commands, bool IsBackground);

/// <summary>When a step of a shell's list is executed.</summary>
internal enum ShellJoin
{
    /// <summary>Whatever came before.</summary>
    Always,

    /// <summary>When what came before succeeded.</summary>
    And,

    /// <summary>When what came before failed.</summary>
    Or,
}
