namespace DockerScan.Scanners.Autorun.Shell;

// What is passed over: patterns of a case, comments, here-documents.
internal sealed partial class ShellParser
{
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

            reader.TakeDocument(document.Command ?? [], document.Output, document.Next, text, begin, bodyEnd, document.IsQuoted, depth);
        }

        _hereDocuments.Clear();
    }
}
