using System.Globalization;
using System.Text;

namespace DockerScan.Registry.Auth;

/// <summary>Reads <c>WWW-Authenticate</c> values (RFC 9110, section 11): several challenges in a line, commas inside quotes, escapes. Never throws; what is no challenge is left out.</summary>
internal ref struct ChallengeParser
{
    private const int MaxLength = 8192;
    private const int MaxChallenges = 8;
    private const int MaxParameters = 16;

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private ChallengeParser(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The challenges of one header value.</summary>
    public static IReadOnlyList<Challenge> Parse(string? value)
    {
        List<Challenge> challenges = [];
        if (value is { Length: > 0 and <= MaxLength })
        {
            var parser = new ChallengeParser(value);
            while (challenges.Count < MaxChallenges && parser.Next() is { } challenge)
            {
                challenges.Add(challenge);
            }
        }

        return challenges;
    }

    private Challenge? Next()
    {
        SkipSeparators();
        var scheme = Token();
        if (scheme.Length == 0)
        {
            return null;
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        while (parameters.Count < MaxParameters && TryParameter(out var name, out var value))
        {
            parameters.TryAdd(name, value);
        }

        return new Challenge(Lower(scheme), parameters);
    }

    // A name without "=" is the next challenge's scheme, so the position goes back.
    private bool TryParameter(out string name, out string value)
    {
        var start = _at;
        SkipSeparators();
        (name, value) = (Lower(Token()), string.Empty);
        SkipBlanks();
        if (name.Length == 0 || _at >= _text.Length || _text[_at] != '=')
        {
            _at = start;
            return false;
        }

        _at++;
        SkipBlanks();
        value = _at < _text.Length && _text[_at] == '"' ? Quoted() : Token().ToString();
        return true;
    }

    private string Quoted()
    {
        var result = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
            }

            result.Append(_text[_at]);
        }

        _at++;
        return result.ToString();
    }

    private ReadOnlySpan<char> Token()
    {
        if (_at >= _text.Length)
        {
            return [];
        }

        var rest = _text[_at..];
        var length = rest.IndexOfAny(" \t,=\"");
        // Unquoted values in the wild hold characters that the grammar forbids; only what would be ambiguous ends one.
        length = length < 0 ? rest.Length : length;
        _at += length;
        return rest[..length];
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    private void SkipSeparators()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or ',')
        {
            _at++;
        }
    }

    private static string Lower(ReadOnlySpan<char> text) => text.ToString().ToLower(CultureInfo.InvariantCulture);
}
