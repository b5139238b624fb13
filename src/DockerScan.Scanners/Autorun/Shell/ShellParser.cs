namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Takes one text apart into commands and gives them to the reader.</summary>
/// <param name="text">The text.</param>
/// <param name="start">Where it begins to read.</param>
/// <param name="depth">How deep in substitutions it stands.</param>
/// <param name="reader">Takes the commands.</param>
/// <param name="isBracketed">True when it ends at the bracket that closes a substitution, false when at the text's end.</param>
internal sealed partial class ShellParser(string text, int start, int depth, ShellReader reader, bool isBracketed = false)
{
    private readonly List<ShellWord> _words = [];
    private readonly List<HereDocument> _hereDocuments = [];
    private readonly Stack<Block> _blocks = new();
    private string? _function;
    private ShellWord? _inputFile;
    private ShellWord? _inputText;
    private ShellWord? _output;
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
        if (_words is [{ Plain: "esac" }, ..])
        {
            _openCases = Math.Max(0, _openCases - 1);
        }

        foreach (var document in _hereDocuments)
        {
            if (document.Command is not null)
            {
                document.Next ??= document.IsPiped && _words.Count > 0 ? [.. _words] : null;
            }
            else if (_words.Count > 0 || isPiped)
            {
                (document.Command, document.Output, document.IsPiped) = ([.. _words], _output, isPiped);
            }
        }

        if (_words.Count > 0 || _inputFile is not null || _inputText is not null)
        {
            reader.Take([.. _words], new ShellInput(_inputFile, _inputText, isPiped, _output), depth);
            _words.Clear();
        }

        (_inputFile, _inputText, _output) = (null, null, null);
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
        if (operation == "<" && _at < text.Length && text[_at] == '(')
        {
            TakeProcess();
            return;
        }

        if (operation is ">" or "<<" && _at < text.Length && text[_at] == '(')
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

        if (operation == "<" && text.AsSpan(_at).StartsWith("<("))
        {
            // done < <(find …)
            _at++;
            TakeProcess();
            return;
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
        else if (operation is ">" or ">>" or ">|")
        {
            _output = word;
        }
    }

    // <( … ): what its commands write is what the command reads.
    private void TakeProcess()
    {
        var (texts, end) = reader.Substitute(text, _at + 1, depth, isBracketed: true, isInput: true);
        _at = end;
        _inputText = texts.Count > 0 ? new ShellWord(texts, null, IsQuoted: true) : _inputText;
    }

    private sealed record Block(char Kind, string? Function, int Begin, IReadOnlyList<string> Directories);

    private sealed record HereDocument(string End, bool StripsTabs, bool IsQuoted)
    {
        public IReadOnlyList<ShellWord>? Command { get; set; }

        public IReadOnlyList<ShellWord>? Next { get; set; }

        public ShellWord? Output { get; set; }

        public bool IsPiped { get; set; }
    }
}
