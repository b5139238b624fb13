using System.Text;

namespace DockerScan.Scanners.Autorun.Text;

/// <summary>Words that a script keeps in variables and uses elsewhere: <c>G=curl; S=sh; $G … | $S</c> is a download into a shell as well.</summary>
/// <remarks>Each line is gone through once.</remarks>
internal sealed class ScriptConstants
{
    private const int MaxNames = 200;
    private const int MaxName = 64;
    private const int MaxValue = 200;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes the plain values that a line gives to names; the latest counts.</summary>
    public void Note(string line)
    {
        for (var equals = line.IndexOf('=', StringComparison.Ordinal); equals >= 0; equals = line.IndexOf('=', equals + 1))
        {
            var begin = equals;
            while (begin > 0 && IsName(line[begin - 1]) && equals - begin <= MaxName)
            {
                begin--;
            }

            if (begin == equals || char.IsAsciiDigit(line[begin]) || (begin > 0 && line[begin - 1] is not (' ' or '\t' or ';' or '&' or '|' or '(')) || Value(line, equals + 1) is not { Length: > 0 } value)
            {
                continue;
            }

            var name = line[begin..equals];
            if (_values.Count < MaxNames || _values.ContainsKey(name))
            {
                _values[name] = value;
            }
        }
    }

    /// <summary>The line with what is known in it; null when that is nothing.</summary>
    /// <param name="line">The line.</param>
    /// <param name="maxLength">How long it may become.</param>
    public string? Fill(string line, int maxLength)
    {
        StringBuilder? filled = null;
        var from = 0;
        for (var dollar = _values.Count == 0 ? -1 : line.IndexOf('$', StringComparison.Ordinal); dollar >= 0; dollar = line.IndexOf('$', dollar + 1))
        {
            var isBraced = dollar + 1 < line.Length && line[dollar + 1] == '{';
            var begin = dollar + (isBraced ? 2 : 1);
            var end = begin;
            while (end < line.Length && IsName(line[end]) && end - begin <= MaxName)
            {
                end++;
            }

            if (end == begin || (isBraced && (end == line.Length || line[end] != '}')) || !_values.TryGetValue(line[begin..end], out var value))
            {
                continue;
            }

            filled ??= new StringBuilder();
            filled.Append(line, from, dollar - from).Append(value);
            from = isBraced ? end + 1 : end;
            if (filled.Length > maxLength)
            {
                return null;
            }
        }

        return filled is null || filled.Length + line.Length - from > maxLength ? null : filled.Append(line, from, line.Length - from).ToString();
    }

    // A plain word, or plain words in quotes; null for what is known only at run time.
    private static string? Value(string line, int at)
    {
        var quote = at < line.Length && line[at] is '"' or '\'' ? line[at] : '\0';
        var begin = quote == '\0' ? at : at + 1;
        var end = begin;
        while (end < line.Length && (IsPlain(line[end]) || (quote != '\0' && line[end] == ' ')) && end - begin <= MaxValue)
        {
            end++;
        }

        var isWhole = end - begin <= MaxValue && (quote == '\0' ? end == line.Length || line[end] is ' ' or '\t' or ';' or '&' or '|' or ')' : end < line.Length && line[end] == quote);
        return isWhole ? line[begin..end] : null;
    }

    private static bool IsName(char value) => char.IsAsciiLetterOrDigit(value) || value == '_';

    private static bool IsPlain(char value) => char.IsAsciiLetterOrDigit(value) || value is '_' or '.' or '/' or ':' or '@' or '%' or '+' or '-' or ',';
}
