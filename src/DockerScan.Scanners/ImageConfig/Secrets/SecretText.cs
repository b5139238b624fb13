using System.Buffers;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Finds in free text, a value of a variable or a command line, what has a name and may be a secret.</summary>
/// <remarks>Time is linear for each candidate that is taken, and how many are is the caller's bound, which it tells: the text is an image author's.</remarks>
internal static class SecretText
{
    /// <summary>The longest text that is looked at, in characters.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>The name of a password that stands in an address.</summary>
    public const string InAddress = "password in an address";

    private const int MaxDepth = 3;
    private const int MaxName = 120;
    private const int MaxValue = 2048;
    private const int MaxBlanks = 8;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n;&'\"<>()|,");
    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create(" \t\r\n/?#\"'<>");

    /// <summary>All candidates of a text that is no command line: <c>a=b</c> anywhere, members of JSON, passwords in addresses.</summary>
    public static IEnumerable<Candidate> OfValue(string text) => Assignments(text).Concat(Members(text)).Concat(Addresses(text));

    /// <summary>All candidates of a command line, and of the command lines and values inside its words.</summary>
    public static IEnumerable<Candidate> OfCommand(string text)
        => OfValue(text).Concat(OfWords(CommandWords.Read(text), 0));

    /// <summary>All candidates of a variable's value: a header or its value, too, as "Authorization: Bearer x" and "Bearer x".</summary>
    public static IEnumerable<Candidate> OfVariable(string value)
        => OfCommand(value).Concat(DriverAddress(value)).Concat(Headers(value)).Concat(Headers("Authorization: " + value).Where(_ => value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)));

    // Go's SQL drivers: "user:password@tcp(db:3306)/name".
    private static IEnumerable<Candidate> DriverAddress(string value)
    {
        var at = Math.Max(value.IndexOf("@tcp(", StringComparison.Ordinal), value.IndexOf("@unix(", StringComparison.Ordinal));
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon + 1 < at && at - colon < MaxValue && !value.AsSpan(0, at).ContainsAny(AuthorityEnds))
        {
            yield return new Candidate(InAddress, value[(colon + 1)..at], true);
        }
    }

    /// <summary>The same of words that are separate already, as an exec form has them.</summary>
    public static IEnumerable<Candidate> OfExec(IReadOnlyList<string> words)
        => words.SelectMany(OfValue).Concat(OfWords([.. words.Select(word => new CommandWord(word, false))], 0));

    private static IEnumerable<Candidate> OfWords(List<CommandWord> words, int depth)
    {
        var program = string.Empty;
        var setsPasswords = words.Exists(word => word.Text.Contains("chpasswd", StringComparison.Ordinal));
        var isLogin = words.Exists(word => word.Text is "machine" or "login");
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Text;
            if (words[i].IsOperator)
            {
                program = string.Empty;
                continue;
            }

            // The last program that is known counts: wrappers, a shell or an instruction may stand before it.
            program = CommandOptions.IsProgram(word) ? word : program;
            var next = i + 1 < words.Count && !words[i + 1].IsOperator ? words[i + 1].Text : null;
            foreach (var candidate in CommandOptions.Of(program, word, next, isLogin).Concat(setsPasswords ? CommandOptions.OfChpasswd(word) : []))
            {
                yield return candidate;
            }

            if (depth < MaxDepth && word.Any(char.IsWhiteSpace))
            {
                foreach (var inner in Headers(word).Concat(OfWords(CommandWords.Read(word), depth + 1)))
                {
                    yield return inner;
                }
            }
        }
    }

    // NAME=value, whatever stands before the name: "--name=", "-Dname=", "&name=", a script's "\nname=".
    private static IEnumerable<Candidate> Assignments(string text)
    {
        for (var equals = text.IndexOf('=', StringComparison.Ordinal); equals >= 0; equals = equals + 1 < text.Length ? text.IndexOf('=', equals + 1) : -1)
        {
            var begin = equals;
            while (begin > 0 && equals - begin < MaxName && IsName(text[begin - 1]))
            {
                begin--;
            }

            begin += begin > 0 && text[begin - 1] == '\\' && begin < equals && text[begin] is 'n' or 't' or 'r' ? 1 : 0;
            if (begin < equals && ValueAt(text, equals + 1) is { Length: > 0 } value)
            {
                yield return new Candidate(text[begin..equals].TrimStart('-', '.'), value);
            }
        }
    }

    private static string ValueAt(string text, int at)
    {
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var most = Math.Min(MaxValue, text.Length - at - 1);
            var close = text.IndexOf(text[at], at + 1, most);
            return text[(at + 1)..(close < 0 ? at + 1 + most : close)];
        }

        var end = at;
        while (end < text.Length && end - at < MaxValue && !Ends.Contains(text[end]) && !(text[end] == '\\' && end + 1 < text.Length && text[end + 1] is 'n' or 'r' or 't' or '"'))
        {
            end++;
        }

        return text[at..end];
    }

    // "name": "value", also where the quotes are escaped because the JSON stands in a quoted word.
    private static IEnumerable<Candidate> Members(string text)
    {
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = colon + 1 < text.Length ? text.IndexOf(':', colon + 1) : -1)
        {
            var end = colon;
            while (end > 0 && colon - end < MaxBlanks && text[end - 1] == ' ')
            {
                end--;
            }

            if (end == 0 || text[end - 1] != '"')
            {
                continue;
            }

            end -= end > 1 && text[end - 2] == '\\' ? 2 : 1;
            var begin = end;
            while (begin > 0 && end - begin < MaxName && IsName(text[begin - 1]))
            {
                begin--;
            }

            var at = colon + 1;
            while (at < text.Length && at - colon < MaxBlanks && text[at] == ' ')
            {
                at++;
            }

            at += at + 1 < text.Length && text[at] == '\\' ? 1 : 0;
            if (begin < end && begin > 0 && text[begin - 1] == '"' && at < text.Length && text[at] == '"')
            {
                var rest = text.AsSpan(at + 1, Math.Min(MaxValue, text.Length - at - 1));
                var length = rest.IndexOfAny('"', '\\');
                yield return new Candidate(text[begin..end], (length < 0 ? rest : rest[..length]).ToString());
            }
        }
    }

    // scheme://user:password@host
    private static IEnumerable<Candidate> Addresses(string text)
    {
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = at + 3 < text.Length ? text.IndexOf("://", at + 3, StringComparison.Ordinal) : -1)
        {
            var begin = at + 3;
            var rest = text.AsSpan(begin, Math.Min(MaxValue, text.Length - begin));
            var length = rest.IndexOfAny(AuthorityEnds);
            var authority = (length < 0 ? rest : rest[..length]).ToString();
            var user = authority.LastIndexOf('@');
            var colon = authority.IndexOf(':', StringComparison.Ordinal);
            if (user > 0 && colon >= 0 && colon < user - 1)
            {
                yield return new Candidate(InAddress, authority[(colon + 1)..user], true);
            }
        }
    }

    // "Authorization: Bearer x", "X-Api-Key: x"
    private static IEnumerable<Candidate> Headers(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon is <= 0 or > MaxName || !word[..colon].TrimEnd().All(IsName))
        {
            yield break;
        }

        var (name, value) = (word[..colon].Trim(), word[(colon + 1)..].Trim());
        var isAuthorization = name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase);
        if (value.Length > 0)
        {
            yield return new Candidate(isAuthorization ? name + " token" : name, value[(value.LastIndexOf(' ') + 1)..]);
        }
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
