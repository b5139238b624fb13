namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Takes one text apart into commands and gives them to the reader.</summary>
internal sealed class ShellParser(string text, int depth, ShellReader reader)
{
    private readonly List<ShellWord> _words = [];
    private readonly Queue<(string End, bool StripsTabs)> _hereDocuments = new();
    private int _at;
    private int _openCases;

    public void Parse()
    {
        while (_at < text.Length && !reader.IsCut)
        {
            switch (text[_at])
            {
                case ' ' or '\t' or '\r':
                    _at++;
                    break;
                case '\\' when Next() == '\n':
                    _at += 2;
                    break;
                case '\n':
                    _at++;
                    EndCommand();
                    SkipHereDocuments();
                    break;
                case '#':
                    SkipLine();
                    break;
                case ';':
                    Semicolon();
                    break;
                case '&' when Next() == '>':
                    _at++;
                    Redirect();
                    break;
                case '&' or '|' or ')':
                    _at++;
                    EndCommand();
                    break;
                case '(':
                    Open();
                    break;
                case '<' or '>':
                    Redirect();
                    break;
                default:
                    Word();
                    break;
            }
        }

        EndCommand();
    }

    private char Next() => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private void EndCommand()
    {
        if (_words.Count > 0)
        {
            if (_words[0].Plain == "esac")
            {
                _openCases = Math.Max(0, _openCases - 1);
            }

            reader.Take([.. _words], depth);
            _words.Clear();
        }
    }

    private void Semicolon()
    {
        var begin = _at;
        while (_at < text.Length && text[_at] is ';' or '&')
        {
            _at++;
        }

        EndCommand();
        if (_at - begin > 1 && _openCases > 0)
        {
            SkipPattern();
        }
    }

    private void Open()
    {
        if (Next() == '(' && _words.Count == 0)
        {
            // Arithmetic: nothing is started in it but by substitution, which is rare there.
            var end = text.IndexOf("))", _at, StringComparison.Ordinal);
            _at = end < 0 ? text.Length : end + 2;
            return;
        }

        var isFunction = _words.Count == 1 && text.AsSpan(_at + 1).TrimStart(' ') is [')', ..];
        _at++;
        if (isFunction)
        {
            _words.Clear();
        }
        else
        {
            EndCommand();
        }
    }

    private void Redirect()
    {
        // A number before it is a file's, not an argument.
        if (_at > 0 && char.IsAsciiDigit(text[_at - 1]) && _words.Count > 0 && _words[^1].Plain is { } number && number.All(char.IsAsciiDigit))
        {
            _words.RemoveAt(_words.Count - 1);
        }

        var begin = _at;
        while (_at < text.Length && text[_at] is '<' or '>' or '&' or '|' && _at - begin < 3)
        {
            _at++;
        }

        var operation = text[begin.._at];
        if (operation is "<" or ">" or "<<" && _at < text.Length && text[_at] == '(')
        {
            // Process substitution: its commands are commands of this script, so they are simply read on.
            _at++;
            EndCommand();
            return;
        }

        var stripsTabs = operation == "<<" && _at < text.Length && text[_at] == '-';
        _at += stripsTabs ? 1 : 0;
        while (_at < text.Length && text[_at] is ' ' or '\t')
        {
            _at++;
        }

        if (_at >= text.Length || text[_at] is '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')')
        {
            return;
        }

        var word = ReadWord(expand: operation != "<<");
        if (operation == "<<" && word.Values is [{ Length: > 0 } end, ..])
        {
            _hereDocuments.Enqueue((end, stripsTabs));
        }
    }

    private void Word()
    {
        if (AtCommandStart() && ShellExpansion.AssignmentName(text.AsSpan(_at)) is { Length: > 0 } name)
        {
            Assign(name);
            return;
        }

        var begin = _at;
        var word = ReadWord(expand: true);
        if (_at == begin)
        {
            _at++;
            return;
        }

        if (word.Plain == "[[" && AtCommandStart())
        {
            var end = text.IndexOf(" ]]", _at, StringComparison.Ordinal);
            _at = end < 0 ? text.Length : end + 3;
            return;
        }

        _words.Add(word);
        if (_words.Count == 3 && _words[0].Plain == "case" && word.Plain == "in")
        {
            _words.Clear();
            _openCases++;
            SkipPattern();
        }
        else if (_words.Count == 2 && _words[0].Plain == "function")
        {
            _words.Clear();
        }
        else if (_words.Count == 1 && word.Plain is { } keyword && ShellReader.IsKeyword(keyword))
        {
            _words.Clear();
        }
    }

    private bool AtCommandStart() => _words.Count == 0;

    private ShellWord ReadWord(bool expand)
    {
        var expansion = new ShellExpansion(text, _at, depth, reader, expand);
        var word = expansion.Read();
        _at = expansion.At;
        return word;
    }

    private void Assign(string name)
    {
        _at += name.Length;
        var isAdded = text[_at] == '+';
        _at += isAdded ? 2 : 1;
        if (_at < text.Length && text[_at] == '(')
        {
            _at++;
            AssignArray(name, isAdded);
            return;
        }

        if (_at >= text.Length || text[_at] is ' ' or '\t' or '\n' or '\r' or ';')
        {
            return;
        }

        reader.State.Assign(name, ReadWord(expand: true) is var word && word.Splices is null
            ? word.Values
            : word.Splices.Select(each => string.Join(' ', each)));
    }

    private void AssignArray(string name, bool isAdded)
    {
        List<string> items = isAdded ? [.. reader.State.Array(name) ?? []] : [];
        while (_at < text.Length && text[_at] != ')')
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (text[_at] == '#')
            {
                SkipLine();
            }
            else
            {
                var begin = _at;
                var word = ReadWord(expand: true);
                items.AddRange(word.Splices is null ? word.Values.Take(1) : word.Splices.Count > 0 ? word.Splices[0] : []);
                _at += _at == begin ? 1 : 0;
            }
        }

        _at++;
        reader.State.AssignArray(name, items);
    }

    // Behind `case … in` and `;;`: up to the closing bracket of the next pattern.
    private void SkipPattern()
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == '#' && (_at == 0 || char.IsWhiteSpace(text[_at - 1])))
            {
                SkipLine();
            }
            else if (c == '\'' || c == '"')
            {
                var end = text.IndexOf(c, _at + 1);
                _at = end < 0 ? text.Length : end + 1;
            }
            else if (c == '\\')
            {
                _at += 2;
            }
            else if (c == ')')
            {
                _at++;
                return;
            }
            else if (text.AsSpan(_at).StartsWith("esac") && (_at + 4 == text.Length || !char.IsAsciiLetterOrDigit(text[_at + 4]))
                && (_at == 0 || char.IsWhiteSpace(text[_at - 1]) || text[_at - 1] == ';'))
            {
                _openCases--;
                _at += 4;
                return;
            }
            else
            {
                _at++;
            }
        }
    }

    private void SkipLine()
    {
        var end = text.IndexOf('\n', Math.Min(_at, text.Length));
        _at = end < 0 ? text.Length : end;
    }

    private void SkipHereDocuments()
    {
        while (_hereDocuments.TryDequeue(out var document))
        {
            var isEnd = false;
            while (!isEnd && _at < text.Length)
            {
                var end = text.IndexOf('\n', _at);
                var line = text.AsSpan(_at, (end < 0 ? text.Length : end) - _at).TrimEnd('\r');
                _at = end < 0 ? text.Length : end + 1;
                isEnd = (document.StripsTabs ? line.TrimStart('\t') : line).SequenceEqual(document.End);
            }
        }
    }
}
