using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Reads one word and expands what is known in it.</summary>
internal sealed partial class ShellExpansion(string text, int start, int depth, ShellReader reader, bool expand)
{
    private readonly List<StringBuilder> _values = [new()];
    private bool _isQuoted;
    private bool _isOnlyExpansion = true;
    private List<IReadOnlyList<string>>? _splices;

    /// <summary>Where the word ends.</summary>
    public int At { get; private set; } = start;

    public ShellWord Read()
    {
        while (At < text.Length && !IsEnd(text[At]))
        {
            switch (text[At])
            {
                case '\'':
                    SingleQuoted();
                    break;
                case '"':
                    DoubleQuoted();
                    break;
                case '\\':
                    Escaped();
                    break;
                case '$' when expand:
                    Dollar(isQuoted: false);
                    break;
                case '`' when expand:
                    Backticks();
                    break;
                default:
                    Append(text[At++]);
                    break;
            }
        }

        var values = _values.Select(value => value.ToString()).Distinct(StringComparer.Ordinal).ToList();
        if (_splices is null && _isOnlyExpansion && !_isQuoted && values.Exists(value => value.AsSpan().IndexOfAny(" \t\n") >= 0))
        {
            // An unquoted variable is split into words.
            _splices = [.. values.Select(value => value.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Take(ShellWord.MaxSplice).ToList())];
        }

        return new ShellWord(values, _isOnlyExpansion ? _splices : null, _isQuoted);
    }

    /// <summary>The name in front of <c>=</c> or <c>+=</c>; empty when the text does not begin with an assignment.</summary>
    public static string AssignmentName(ReadOnlySpan<char> from)
    {
        var length = NameLength(from);
        return length > 0 && length < from.Length && (from[length] == '=' || from[length..].StartsWith("+=")) ? from[..length].ToString() : string.Empty;
    }

    private static int NameLength(ReadOnlySpan<char> from)
    {
        var length = 0;
        while (length < from.Length && (char.IsAsciiLetter(from[length]) || from[length] == '_' || (length > 0 && char.IsAsciiDigit(from[length]))))
        {
            length++;
        }

        return length;
    }

    private static bool IsEnd(char c) => c is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')';

    private void Append(char c)
    {
        _isOnlyExpansion = false;
        foreach (var value in _values)
        {
            if (value.Length < ShellWord.MaxLength)
            {
                value.Append(c);
            }
        }
    }

    private void Append(IReadOnlyList<string> choices)
    {
        if (choices.Count == 0)
        {
            choices = [ShellWord.Unknown.ToString()];
        }

        if (_values.Count * choices.Count > ShellWord.MaxValues || choices.Count == 1)
        {
            // No room for every combination: each value goes on with one choice, in place, so that a long word stays linear.
            for (var i = 0; i < _values.Count; i++)
            {
                var choice = choices[i % choices.Count];
                _values[i].Append(choice, 0, Math.Clamp(ShellWord.MaxLength - _values[i].Length, 0, choice.Length));
            }

            return;
        }

        var before = _values.Select(value => value.ToString()).ToList();
        _values.Clear();
        _values.AddRange(choices.SelectMany(choice => before.Select(value => new StringBuilder(value).Append(choice))));
    }

    private void Escaped()
    {
        At++;
        if (At < text.Length && text[At] == '\n')
        {
            At++;
            return;
        }

        _isQuoted = true;
        if (At < text.Length)
        {
            Append(text[At++]);
        }
    }

    private void SingleQuoted()
    {
        _isQuoted = true;
        _isOnlyExpansion = false;
        var end = text.IndexOf('\'', At + 1);
        var stop = end < 0 ? text.Length : end;
        Append([text[(At + 1)..Math.Min(stop, At + 1 + ShellWord.MaxLength)]]);
        At = Math.Min(text.Length, stop + 1);
    }

    private void DoubleQuoted()
    {
        var wasOnly = _isOnlyExpansion && _values is [{ Length: 0 }];
        var begin = ++At;
        while (At < text.Length && text[At] != '"')
        {
            if (text[At] == '\\' && At + 1 < text.Length && text[At + 1] is '"' or '\\' or '$' or '`' or '\n')
            {
                At++;
                if (text[At] != '\n')
                {
                    Append(text[At]);
                }

                At++;
            }
            else if (text[At] == '$' && expand)
            {
                Dollar(isQuoted: true);
            }
            else if (text[At] == '`' && expand)
            {
                Backticks();
            }
            else
            {
                Append(text[At++]);
            }
        }

        At = Math.Min(text.Length, At + 1);
        // "$@" and "${A[@]}" stay several words although they are quoted.
        if (!(wasOnly && _splices is not null && At - begin > 2))
        {
            _isQuoted = true;
        }
    }

    private void Backticks()
    {
        var end = At + 1;
        while (end < text.Length && text[end] != '`')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        end = Math.Min(end, text.Length);
        Substitute(text[(At + 1)..end].Replace("\\`", "`", StringComparison.Ordinal));
        At = Math.Min(text.Length, end + 1);
    }

    private void Substitute(string inner)
    {
        if (OwnFolder().IsMatch(inner) && reader.State.ScriptPath is { } script)
        {
            Append([ImagePath.Directory(script)]);
            return;
        }

        reader.Parse(inner, depth + 1);
        Append([]);
        _isOnlyExpansion = false;
    }

    private void Dollar(bool isQuoted)
    {
        var next = At + 1 < text.Length ? text[At + 1] : '\0';
        switch (next)
        {
            case '(' when At + 2 < text.Length && text[At + 2] == '(':
                var arithmetic = text.IndexOf("))", At, StringComparison.Ordinal);
                At = arithmetic < 0 ? text.Length : arithmetic + 2;
                Append([]);
                break;
            case '(':
                var close = ShellBrackets.End(text, At + 2, '(', ')');
                var inner = text[(At + 2)..close];
                At = Math.Min(text.Length, close + 1);
                Substitute(inner);
                break;
            case '{':
                var brace = ShellBrackets.End(text, At + 2, '{', '}');
                var content = text[(At + 2)..brace];
                At = Math.Min(text.Length, brace + 1);
                Braced(content);
                break;
            case '@' or '*':
                At += 2;
                _splices = [.. reader.State.Arguments];
                break;
            case '\'' when !isQuoted:
                At++;
                SingleQuoted();
                break;
            case '"' when !isQuoted:
                At++;
                break;
            case >= '0' and <= '9':
                At += 2;
                Append(Positional(next - '0'));
                break;
            default:
                var length = NameLength(text.AsSpan(At + 1));
                if (length == 0)
                {
                    // $?, $$, $!, $# and a dollar alone.
                    At += next is '?' or '$' or '!' or '#' or '-' ? 2 : 1;
                    Append([]);
                    break;
                }

                var name = text.Substring(At + 1, length);
                At += 1 + length;
                Append(Known(name));
                break;
        }
    }

    // ${NAME}, ${NAME:-default}, ${NAME:=default}, ${NAME[@]}, ${0%/*}; anything else is not known.
    private void Braced(string content)
    {
        if (content is "@" or "*" or "@:1" || content.StartsWith("@:", StringComparison.Ordinal))
        {
            _splices = [.. reader.State.Arguments, .. content is "@:2" ? reader.State.Arguments.Select(each => (IReadOnlyList<string>)[.. each.Skip(1)]) : []];
            return;
        }

        if (content is "0%/*" or "BASH_SOURCE%/*" or "BASH_SOURCE[0]%/*" && reader.State.ScriptPath is { } script)
        {
            Append([ImagePath.Directory(script)]);
            return;
        }

        var length = NameLength(content);
        if (length == 0 && content.Length is 1 or 2 && int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Append(Positional(number));
            return;
        }

        var name = content[..length];
        var rest = content[length..];
        if (rest is "[@]" or "[*]" && reader.State.Array(name) is { } array)
        {
            _splices = [array];
            return;
        }

        Append(Operate(name, rest, Known(name)));
    }

    private IReadOnlyList<string> Operate(string name, string rest, IReadOnlyList<string> known)
    {
        if (rest.Length == 0 || rest == "[0]")
        {
            return known;
        }

        var operation = rest[0] == ':' && rest.Length > 1 ? rest[1..] : rest;
        if (operation[0] is '-' or '=' or '+')
        {
            var other = depth < ShellBrackets.MaxDepth ? new ShellExpansion("\"" + operation[1..].Trim('"') + "\"", 0, depth + 1, reader, expand: true).Read().Values : [];
            if (operation[0] == '=')
            {
                reader.State.Assign(name, other);
            }

            return operation[0] == '+' ? other : [.. known.Where(value => value.Length > 0), .. other];
        }

        // ${NAME:?message}: the value or an end.
        return operation[0] == '?' ? known : [];
    }

    private IReadOnlyList<string> Known(string name)
        => reader.State.Variable(name) ?? (name == "BASH_SOURCE" ? Positional(0) : []);

    private List<string> Positional(int number)
        => number == 0
            ? reader.State.ScriptPath is { } script ? [script] : []
            : [.. reader.State.Arguments.Where(each => each.Count >= number).Select(each => each[number - 1]).Distinct(StringComparer.Ordinal)];

    // $(dirname "$0"), $(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd) and their like: the script's own folder.
    [GeneratedRegex(@"^\s*(?:cd\s+(?:-P\s+)?(?:--\s+)?""?\$\()?\s*dirname\s+(?:--\s+)?(?:""?\$\(readlink\s+-f\s+)?""?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?""?(?:\)""?)*\s*(?:>\s*/dev/null\s*(?:2>&1)?\s*)?(?:(?:&&|;)\s*pwd(?:\s+-P)?)?\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OwnFolder();
}
