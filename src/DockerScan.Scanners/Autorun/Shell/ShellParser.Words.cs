using System.Globalization;

namespace DockerScan.Scanners.Autorun.Shell;

// Words, assignments and tests.
internal sealed partial class ShellParser
{
    private void Word()
    {
        if ((_words.Count == 0 || ShellReader.IsDeclaration(_words[0].Plain)) && ShellExpansion.Assignment(text.AsSpan(_at)) is { Length: > 0 } assignment)
        {
            _at += assignment.Length;
            Assign(assignment.Name, assignment.IsAdded, assignment.Place);
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

    private void Assign(string name, bool isAdded, string? place)
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
        if (_words.Skip(1).Any(option => option.Plain is ['-', ..] letters && letters.Contains('n', StringComparison.Ordinal)))
        {
            // declare -n: another name for a variable.
            values = [.. values.SelectMany(value => reader.State.Names.Variable(value) ?? reader.State.Names.Array(value)?.Take(1) ?? [])];
        }

        if (int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && values.Count > 0)
        {
            var before = isAdded && reader.State.Names.Array(name) is { } array && at < array.Count ? array[at] : string.Empty;
            reader.State.Names.AssignPlace(name, at, before + values[0]);
        }
        else if (place is not null || (isAdded && reader.State.Names.Array(name) is not null))
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
}
