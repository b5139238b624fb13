namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Takes one text apart into commands and gives them to the reader.</summary>
/// <param name="text">The text.</param>
/// <param name="start">Where it begins to read.</param>
/// <param name="depth">How deep in substitutions it stands.</param>
/// <param name="reader">Takes the commands.</param>
/// <param name="isBracketed">True when it ends at the bracket that closes a substitution, false when at the text's end.</param>
internal sealed class ShellParser(string text, int start, int depth, ShellReader reader, bool isBracketed = false)
{
    private readonly List<ShellWord> _words = [];
    private readonly List<HereDocument> _hereDocuments = [];
    private readonly Stack<Block> _blocks = new();
    private string? _function;
    private ShellWord? _inputFile;
    private ShellWord? _inputText;
    private readonly int _begin = start;
    private int _at = start;
    private int _openCases;

    /// <summary>Reads to the end, and gives the place behind it.</summary>
    public int Parse()
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
                    ReadHereDocuments();
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
                case '|' when Next() != '|':
                    _at += Next() == '&' ? 2 : 1;
                    EndCommand(isPiped: true);
                    break;
                case '&' or '|':
                    _at++;
                    EndCommand();
                    break;
                case ')':
                    _at++;
                    EndCommand();
                    if (Close('(') is false && isBracketed)
                    {
                        return _at;
                    }

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
        if (isBracketed)
        {
            reader.Lose("a command substitution", text, _begin - 1);
        }

        return _at;
    }

    private char Next() => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private void EndCommand(bool isPiped = false)
    {
        if (_words.Count > 0)
        {
            if (_words[0].Plain == "esac")
            {
                _openCases = Math.Max(0, _openCases - 1);
            }

            foreach (var document in _hereDocuments.Where(document => document.Command is null))
            {
                document.Command = [.. _words];
            }

            reader.Take([.. _words], new ShellInput(_inputFile, _inputText, isPiped), depth);
            _words.Clear();
        }

        (_inputFile, _inputText) = (null, null);
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
        var isLoop = _words is [{ Plain: "for" }];
        if (Next() == '(' && (_words.Count == 0 || isLoop) && reader.ArithmeticEnd(text, _at + 2) is >= 0 and var end)
        {
            var inner = text[(_at + 2)..end];
            if (NamesPath(inner))
            {
                // Some shells have no arithmetic, and for them these are commands in two brackets.
                reader.Guess(inner, depth + 1);
            }
            else
            {
                ShellExpansion.Substitutions(text, _at + 2, end, depth + 1, reader);
            }

            _at = end + 2;
            _words.Clear();
            return;
        }

        if (_words is [{ Plain: { } name }] && EmptyBrackets() is > 0 and var behind)
        {
            _at = behind;
            _words.Clear();
            _function = name;
            return;
        }

        EndCommand();
        OpenBlock('(');
        _at++;
    }

    private static bool NamesPath(string inner)
    {
        for (var i = 0; i + 1 < inner.Length; i++)
        {
            if (inner[i] == '/' && char.IsAsciiLetterOrDigit(inner[i + 1]) && (i == 0 || inner[i - 1] is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or '"' or '\''))
            {
                return true;
            }
        }

        return false;
    }

    // NAME() or NAME ( ): where they end; 0 when they hold something.
    private int EmptyBrackets()
    {
        var at = _at + 1;
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at < text.Length && text[at] == ')' ? at + 1 : 0;
    }

    private void OpenBlock(char kind)
    {
        _blocks.Push(new Block(kind, _function, _at + 1, [.. reader.State.Directories]));
        _function = null;
    }

    // False when no such bracket is open.
    private bool Close(char kind)
    {
        if (!_blocks.Any(open => open.Kind == kind))
        {
            return false;
        }

        Block block;
        do
        {
            block = _blocks.Pop();
        }
        while (block.Kind != kind);

        if (block.Function is { } name && _at - 1 >= block.Begin)
        {
            reader.State.Names.Define(name, text[block.Begin..(_at - 1)]);
        }

        if (kind == '(')
        {
            reader.State.ReturnTo(block.Directories);
        }

        return true;
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
            EndCommand();
            OpenBlock('(');
            _at++;
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
            _hereDocuments.Add(new HereDocument(end, stripsTabs, word.IsQuoted));
        }
        else if (operation == "<<<")
        {
            _inputText = word;
        }
        else if (operation == "<")
        {
            _inputFile = word;
        }
    }

    private void Word()
    {
        if ((_words.Count == 0 || ShellReader.IsDeclaration(_words[0].Plain)) && ShellExpansion.Assignment(text.AsSpan(_at)) is { Length: > 0 } assignment)
        {
            _at += assignment.Length;
            Assign(assignment.Name, assignment.IsAdded, assignment.IsPlace);
            return;
        }

        var begin = _at;
        var word = ReadWord(expand: true);
        if (_at == begin)
        {
            _at++;
            return;
        }

        if (word.Plain == "[[" && _words.Count == 0)
        {
            Test(begin);
            return;
        }

        _words.Add(word);
        if (_words.Count == 3 && _words[0].Plain == "case" && word.Plain is "in")
        {
            _words.Clear();
            _openCases++;
            SkipPattern();
        }
        else if (_words.Count == 2 && _words[0].Plain == "function")
        {
            _words.Clear();
            _function = word.Plain;
            _at = EmptyBracketsAhead() is > 0 and var behind ? behind : _at;
        }
        else if (_words.Count == 1 && word.Plain is { } keyword && ShellReader.IsKeyword(keyword))
        {
            _words.Clear();
            if (keyword == "{")
            {
                _at--;
                OpenBlock('{');
                _at++;
            }
            else if (keyword == "}")
            {
                Close('{');
            }
        }
    }

    private int EmptyBracketsAhead()
    {
        var at = _at;
        while (_at < text.Length && text[_at] is ' ' or '\t')
        {
            _at++;
        }

        var behind = _at < text.Length && text[_at] == '(' ? EmptyBrackets() : 0;
        _at = at;
        return behind;
    }

    // [[ … ]]: nothing is started in it but by substitution.
    private void Test(int begin)
    {
        var end = ShellBrackets.TestEnd(text, _at);
        if (end < 0)
        {
            reader.Lose("a test", text, begin);
            return;
        }

        ShellExpansion.Substitutions(text, _at, end, depth + 1, reader);
        _at = end + 2;
    }

    private ShellWord ReadWord(bool expand)
    {
        var expansion = new ShellExpansion(text, _at, depth, reader, expand);
        var word = expansion.Read();
        _at = expansion.At;
        return word;
    }

    private void Assign(string name, bool isAdded, bool isPlace)
    {
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

        var word = ReadWord(expand: true);
        var values = word.Splices is null ? word.Values : [.. word.Splices.Select(each => string.Join(' ', each))];
        if (isPlace || (isAdded && reader.State.Names.Array(name) is not null))
        {
            reader.State.Names.AssignArray(name, [.. reader.State.Names.Array(name) ?? [], .. values]);
        }
        else if (isAdded)
        {
            var known = reader.State.Names.Variable(name) ?? [];
            reader.State.Names.Assign(name, known.Count == 0 ? values : [.. values, .. known.Take(4).SelectMany(before => values.Take(4).Select(value => before + value))]);
        }
        else
        {
            reader.State.Names.Assign(name, values);
        }
    }

    private void AssignArray(string name, bool isAdded)
    {
        var begin = _at;
        List<string> items = isAdded ? [.. reader.State.Names.Array(name) ?? []] : [];
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
                var before = _at;
                // [place]=word
                _at += text[_at] == '[' && text.AsSpan(_at).IndexOf("]=") is > 0 and < 64 and var place ? place + 2 : 0;
                var word = ReadWord(expand: true);
                items.AddRange(word.Splices is null ? word.Values.Take(1) : word.Splices.Count > 0 ? word.Splices[0] : []);
                _at += _at == before ? 1 : 0;
            }
        }

        if (_at >= text.Length)
        {
            reader.Lose("an array", text, begin);
            _at = begin;
            return;
        }

        _at++;
        reader.State.Names.AssignArray(name, items);
    }

    // Behind `case … in` and `;;`: up to the closing bracket of the next pattern.
    private void SkipPattern()
    {
        var begin = _at;
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == '#' && (_at == 0 || char.IsWhiteSpace(text[_at - 1])))
            {
                SkipLine();
            }
            else if (c is '\'' or '"')
            {
                var end = text.IndexOf(c, _at + 1);
                _at = end < 0 ? _at + 1 : end + 1;
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

        reader.Lose("a case", text, begin);
        _at = begin;
    }

    private void SkipLine()
    {
        var end = text.IndexOf('\n', Math.Min(_at, text.Length));
        _at = end < 0 ? text.Length : end;
    }

    private void ReadHereDocuments()
    {
        foreach (var document in _hereDocuments)
        {
            var begin = _at;
            var bodyEnd = _at;
            var isEnd = false;
            while (!isEnd && _at < text.Length)
            {
                bodyEnd = _at;
                var end = text.IndexOf('\n', _at);
                var line = text.AsSpan(_at, (end < 0 ? text.Length : end) - _at).TrimEnd('\r');
                _at = end < 0 ? text.Length : end + 1;
                isEnd = (document.StripsTabs ? line.TrimStart('\t') : line).SequenceEqual(document.End);
            }

            if (!isEnd)
            {
                reader.Lose("a here-document", text, Math.Max(0, begin - 1));
                _at = begin;
                break;
            }

            reader.TakeDocument(document.Command ?? [], text, begin, bodyEnd, document.IsQuoted, depth);
        }

        _hereDocuments.Clear();
    }

    private sealed record Block(char Kind, string? Function, int Begin, IReadOnlyList<string> Directories);

    private sealed record HereDocument(string End, bool StripsTabs, bool IsQuoted)
    {
        public IReadOnlyList<ShellWord>? Command { get; set; }
    }
}
