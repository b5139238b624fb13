namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>The words of a script in Python, Perl, Ruby, JavaScript and their like that may name files: how such a script starts one is not known here.</summary>
internal static class ScriptLiterals
{
    private const int MaxWords = 2000;
    private const int MaxFolders = 8;
    private const int MaxLength = 512;

    /// <summary>Words that may name files, each once, and those of them that may be folders which others are below.</summary>
    public static (IReadOnlyList<string> Words, IReadOnlyList<string> Folders) Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var begin = 0;
        for (var at = 0; at <= text.Length && words.Count < MaxWords; at++)
        {
            if (at < text.Length && IsPart(text[at]))
            {
                continue;
            }

            Take(text.AsSpan(begin, at - begin));
            begin = at + 1;
        }

        return ([.. words], [.. words.Where(word => word[0] == '/' && !MayStart.IsScriptName(word)).Take(MaxFolders)]);

        void Take(ReadOnlySpan<char> part)
        {
            var word = part.TrimEnd('.');
            // "$base/start.sh", `${dir}/start.sh`: what stands before is a variable.
            if (begin > 0 && text[begin - 1] == '$' && word.IndexOf('/') is >= 0 and var slash)
            {
                word = word[(slash + 1)..];
            }

            if (word.Length is > 1 and < MaxLength && (word.Contains('/') ? word.ContainsAnyExcept('/') && !word.StartsWith("//") : MayStart.IsScriptName(word)))
            {
                words.Add(word.ToString());
                if (word[0] == '/' && begin > 0 && text[begin - 1] == '}')
                {
                    words.Add(word[1..].ToString());
                }
            }
        }
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or '@' or '%' or '~';
}
