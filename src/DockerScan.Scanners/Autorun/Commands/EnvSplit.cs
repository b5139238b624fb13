using System.Text;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>The option of env(1) that splits a text into words. Source: GNU coreutils' manual, "env invocation", "-S/--split-string syntax".</summary>
internal static class EnvSplit
{
    private const string Long = "--split-string";

    /// <summary>The text behind the option, and whether it is the next word; null when the word is another option.</summary>
    public static (string Text, bool TakesNext)? Text(string option, string? next)
    {
        if (option.StartsWith(Long, StringComparison.Ordinal))
        {
            return option.Length == Long.Length ? next is null ? null : (next, true) : option[Long.Length] == '=' ? (option[(Long.Length + 1)..], false) : null;
        }

        // In a cluster: -iS, -vS text; what stands behind the letter is the text.
        var at = option.StartsWith("--", StringComparison.Ordinal) ? -1 : option.IndexOf('S', StringComparison.Ordinal);
        return at < 1 || option.AsSpan(1, at - 1).IndexOfAnyExcept("iv0") >= 0 ? null
            : at + 1 < option.Length ? (option[(at + 1)..], false)
            : next is null ? null : (next, true);
    }

    /// <summary>The words of the text: split at blanks outside of quotes; a hash begins a comment.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                End();
            }
            else if (quote == '\0' && c == '#' && !isOpen)
            {
                break;
            }
            else if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
                isOpen = true;
            }
            else if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                i++;
                if (text[i] == '_' && quote == '\0')
                {
                    End();
                    continue;
                }

                word.Append(text[i] switch { '_' => ' ', 't' => '\t', 'n' => '\n', var other => other });
                isOpen = true;
            }
            else
            {
                word.Append(c);
                isOpen = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (isOpen)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isOpen = false;
        }
    }
}
