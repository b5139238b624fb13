using System.Globalization;
using System.Text;

namespace DockerScan.Scanners.Patterns;

/// <summary>Reads a pattern for the words that each of its matches holds.</summary>
internal sealed class RequiredWordsReader(string pattern)
{
    private const int MaxWords = 64;
    private int _at;
    private bool _isUnknown;

    /// <summary>True when case is ignored anywhere in the pattern.</summary>
    public bool IgnoresCase { get; private set; }

    /// <summary>The sets: of each one word is in every match. None when the pattern holds what is not understood.</summary>
    public IReadOnlyList<string[]> Read()
    {
        var sets = Alternation();
        return _isUnknown || _at < pattern.Length ? [] : sets;
    }

    private List<string[]> Alternation()
    {
        List<List<string[]>> branches = [Sequence()];
        while (_at < pattern.Length && pattern[_at] == '|')
        {
            _at++;
            branches.Add(Sequence());
        }

        if (branches.Count == 1)
        {
            return branches[0];
        }

        var best = branches.ConvertAll(branch => branch.MaxBy(set => (set.Min(word => word.Length), -set.Length)));
        var words = best.Contains(null) ? [] : best.SelectMany(set => set!).Distinct(StringComparer.Ordinal).ToArray();
        return words.Length is 0 or > MaxWords ? [] : [words];
    }

    private List<string[]> Sequence()
    {
        var (sets, run) = (new List<string[]>(), new StringBuilder());
        while (_at < pattern.Length && pattern[_at] is not ('|' or ')') && !_isUnknown)
        {
            var (character, inner) = Atom();
            var (isQuantified, isNeeded) = Quantifier();
            if (character is not { } literal)
            {
                End();
                sets.AddRange(isNeeded ? inner : []);
            }
            else if (isQuantified)
            {
                // "ab+c" holds "ab", "ab?c" holds "a" and "c".
                run.Append(isNeeded ? literal.ToString() : string.Empty);
                End();
            }
            else
            {
                run.Append(literal);
            }
        }

        End();
        return sets;

        void End()
        {
            if (run.Length > 0)
            {
                sets.Add([run.ToString()]);
            }

            run.Clear();
        }
    }

    // One character, or what a group needs; neither for a class of characters and for places.
    private (char? Literal, List<string[]> Inner) Atom()
    {
        var character = pattern[_at++];
        switch (character)
        {
            case '(':
                return (null, Group());
            case '[':
                SkipClass();
                return (null, []);
            case '\\' when _at < pattern.Length:
                return (Escape(), []);
            case '.' or '^' or '$':
                return (null, []);
            default:
                return (character, []);
        }
    }

    private List<string[]> Group()
    {
        if (Starts("?:"))
        {
            _at += 2;
        }
        else if (Starts("?<") && _at + 2 < pattern.Length && (char.IsAsciiLetter(pattern[_at + 2]) || pattern[_at + 2] == '_') && pattern.IndexOf('>', _at) is > 0 and var end)
        {
            _at = end + 1;
        }
        else if (Starts("?"))
        {
            var close = pattern.AsSpan(_at).IndexOfAny(':', ')');
            var options = close < 0 ? string.Empty : pattern.Substring(_at + 1, close - 1);
            // What else begins so is not understood; nor is what the option x makes of a pattern.
            if (options.Length == 0 || options.Any(option => option is not ('i' or 'm' or 's' or 'n' or '-')))
            {
                _isUnknown = true;
                return [];
            }

            IgnoresCase |= options.Contains('i', StringComparison.Ordinal);
            _at += close + 1;
            if (pattern[_at - 1] == ')')
            {
                return [];
            }
        }

        var sets = Alternation();
        _isUnknown |= _at >= pattern.Length;
        _at++;
        return sets;
    }

    private bool Starts(string text) => pattern.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);

    private char? Escape()
    {
        var character = pattern[_at++];
        switch (character)
        {
            case 'x' when _at + 2 <= pattern.Length && byte.TryParse(pattern.AsSpan(_at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value):
                _at += 2;
                return (char)value;
            case 's' or 'S' or 'w' or 'W' or 'd' or 'D' or 'b' or 'B' or 'A' or 'z' or 'Z' or 'n' or 'r' or 't' or 'f' or 'v':
                return null;
            case var letter when char.IsAsciiLetterOrDigit(letter):
                _isUnknown = true;
                return null;
            default:
                return character;
        }
    }

    private void SkipClass()
    {
        _at += _at < pattern.Length && pattern[_at] == '^' ? 1 : 0;
        for (var isFirst = true; _at < pattern.Length && (isFirst || pattern[_at] != ']'); isFirst = false)
        {
            // A class that is taken off another one is not understood.
            _isUnknown |= pattern[_at] == '[' && pattern[_at - 1] == '-';
            _at += pattern[_at] == '\\' ? 2 : 1;
        }

        _isUnknown |= _at >= pattern.Length;
        _at++;
    }

    private (bool IsQuantified, bool IsNeeded) Quantifier()
    {
        if (_at >= pattern.Length)
        {
            return (false, true);
        }

        var (isQuantified, isNeeded) = pattern[_at] switch
        {
            '*' or '?' => (true, false),
            '+' => (true, true),
            '{' when _at + 1 < pattern.Length && char.IsAsciiDigit(pattern[_at + 1]) => (true, pattern[_at + 1] != '0'),
            _ => (false, true),
        };
        if (isQuantified)
        {
            var close = pattern[_at] == '{' ? pattern.IndexOf('}', _at) : _at;
            _isUnknown |= close < 0;
            _at = close < 0 ? pattern.Length : close + 1;
            _at += _at < pattern.Length && pattern[_at] == '?' ? 1 : 0;
        }

        return (isQuantified, isNeeded);
    }
}
