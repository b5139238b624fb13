using System.Text;

namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Reads one word and expands what is known in it.</summary>
internal sealed class ShellExpansion(string text, int start, int depth, ShellReader reader, bool expand)
{
    private readonly List<StringBuilder> _values = [new()];
    private bool _isQuoted;
    private bool _isOnlyExpansion = true;
    private List<IReadOnlyList<string>>? _splices;

    /// <summary>Where the word ends.</summary>
    public int At { get; private set; } = start;

    public ShellWord Read()
    {
        if (expand && At + 1 < text.Length && text[At] == '~' && text[At + 1] == '/')
        {
            At++;
            Append(reader.State.Names.Variable("HOME") ?? ["/root"]);
        }

        while (At < text.Length && !IsEnd(text[At]) && !reader.IsCut)
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
        if (_splices is null && _isOnlyExpansion && !_isQuoted && values.Exists(value => value.AsSpan().IndexOfAny(reader.Separators) >= 0))
        {
            // An unquoted variable is split into words.
            _splices = [.. values.Select(value => value.Split(reader.Separators.ToCharArray(), StringSplitOptions.RemoveEmptyEntries).Take(ShellWord.MaxSplice).ToList())];
        }

        return new ShellWord(values, _isOnlyExpansion ? _splices : null, _isQuoted);
    }

    /// <summary>Expands what is not plain text, as in a here-document or arithmetic: the commands of its substitutions are commands of the script.</summary>
    public static void Substitutions(string text, int from, int to, int depth, ShellReader reader)
    {
        for (var at = from; at < to && !reader.IsCut;)
        {
            if (text[at] is not ('$' or '`'))
            {
                at += text[at] == '\\' ? 2 : 1;
                continue;
            }

            var one = new ShellExpansion(text, at, depth, reader, expand: true);
            if (text[at] == '$')
            {
                one.Dollar(isQuoted: true);
            }
            else
            {
                one.Backticks();
            }

            at = Math.Max(at + 1, one.At);
        }
    }

    /// <summary>The name in front of <c>=</c>, <c>+=</c> or <c>[…]=</c>, how long all that is, and what stands in the brackets; an empty name when the text does not begin with an assignment.</summary>
    public static (string Name, int Length, bool IsAdded, string? Place) Assignment(ReadOnlySpan<char> from)
    {
        var name = NameLength(from);
        var at = name;
        string? place = null;
        if (name > 0 && at < from.Length && from[at] == '[')
        {
            var close = from[at..].IndexOfAny("]\n ");
            place = close > 0 && from[at + close] == ']' ? from[(at + 1)..(at + close)].ToString() : string.Empty;
            at += close > 0 && from[at + close] == ']' ? close + 1 : 0;
        }

        var isAdded = at < from.Length && from[at] == '+';
        at += isAdded ? 1 : 0;
        return name > 0 && at < from.Length && from[at] == '=' ? (from[..name].ToString(), at + 1, isAdded, place) : (string.Empty, 0, false, null);
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
            choices = [ShellWord.UnknownWord];
        }

        reader.Spend(_values.Count * choices.Max(choice => choice.Length));
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

    // $'…' knows escapes, and a quote behind a backslash does not end it.
    private void SingleQuoted(bool isEscaped = false)
    {
        _isQuoted = true;
        _isOnlyExpansion = false;
        var end = text.IndexOf('\'', At + 1);
        while (isEscaped && end > 0 && text[end - 1] == '\\' && text[end - 2] != '\\')
        {
            end = text.IndexOf('\'', end + 1);
        }

        if (end < 0)
        {
            // What is behind it is read all the same.
            reader.Lose("a quote", text, At);
            At++;
            return;
        }

        var quoted = text[(At + 1)..Math.Min(end, At + 1 + ShellWord.MaxLength)];
        Append([isEscaped ? quoted.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\'", "'", StringComparison.Ordinal) : quoted]);
        At = end + 1;
    }

    private void DoubleQuoted()
    {
        var wasOnly = _isOnlyExpansion && _values is [{ Length: 0 }];
        var begin = ++At;
        while (At < text.Length && text[At] != '"' && !reader.IsCut)
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

        if (At >= text.Length)
        {
            reader.Lose("a quote", text, begin - 1);
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

        if (end >= text.Length)
        {
            reader.Lose("a command substitution", text, At);
            At++;
            return;
        }

        var inner = text[(At + 1)..end].Replace("\\`", "`", StringComparison.Ordinal);
        At = end + 1;
        Append(reader.Substitute(inner, 0, depth, isBracketed: false).Values);
    }

    private void Dollar(bool isQuoted)
    {
        var next = At + 1 < text.Length ? text[At + 1] : '\0';
        switch (next)
        {
            case '(' when At + 2 < text.Length && text[At + 2] == '(' && reader.ArithmeticEnd(text, At + 3) is >= 0 and var close:
                Substitutions(text, At + 3, close, depth + 1, reader);
                At = close + 2;
                Append([]);
                break;
            case '(':
                var (values, end) = reader.Substitute(text, At + 2, depth, isBracketed: true);
                At = end;
                Append(values);
                break;
            case '[':
                // Arithmetic of old.
                var bracket = ShellBrackets.End(text, At + 2, '[', ']');
                if (bracket >= text.Length)
                {
                    reader.Lose("arithmetic", text, At);
                }
                else
                {
                    Substitutions(text, At + 2, bracket, depth + 1, reader);
                }

                At = bracket < text.Length ? bracket + 1 : At + 2;
                Append([]);
                break;
            case '{':
                var brace = ShellBrackets.End(text, At + 2, '{', '}');
                if (brace >= text.Length)
                {
                    reader.Lose("an expansion", text, At);
                    At += 2;
                    Append([]);
                    break;
                }

                var content = text[(At + 2)..brace];
                At = brace + 1;
                Take(new ShellParameter(reader, depth).Expand(content));
                break;
            case '@' or '*':
                At += 2;
                _splices = [.. reader.State.Arguments];
                break;
            case '\'' when !isQuoted:
                At++;
                SingleQuoted(isEscaped: true);
                break;
            case '"' when !isQuoted:
                At++;
                break;
            case >= '0' and <= '9':
                At += 2;
                Append(new ShellParameter(reader, depth).Known(text[(At - 1)..At]));
                break;
            default:
                var length = NameLength(text.AsSpan(At + 1));
                if (length == 0)
                {
                    if (next is '?' or '$' or '!' or '#' or '-')
                    {
                        At += 2;
                        Append([]);
                        break;
                    }

                    // A dollar alone is one.
                    Append(text[At++]);
                    break;
                }

                var name = text.Substring(At + 1, length);
                At += 1 + length;
                Append(new ShellParameter(reader, depth).Known(name));
                break;
        }
    }

    private void Take((IReadOnlyList<string> Values, List<IReadOnlyList<string>>? Splices) expanded)
    {
        if (expanded.Splices is { } splices)
        {
            _splices = splices;
        }
        else
        {
            Append(expanded.Values);
        }
    }
}
