namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Finds closing brackets in shell text.</summary>
internal static class ShellBrackets
{
    public const int MaxDepth = 12;

    /// <summary>
    /// Where the two brackets close that end the arithmetic whose two opening ones stand before <paramref name="at"/>; -1 when they do not close
    /// together: then they are a subshell in a subshell, as bash reads them.
    /// </summary>
    public static int ArithmeticEnd(string text, int at)
    {
        var depth = 0;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '(')
            {
                depth++;
            }
            else if (text[i] == ')' && depth-- == 0)
            {
                return i + 1 < text.Length && text[i + 1] == ')' ? i : -1;
            }
        }

        return -1;
    }

    /// <summary>Where the <c>]]</c> stands that ends the test which begins before <paramref name="at"/>; -1 when there is none.</summary>
    public static int TestEnd(string text, int at)
    {
        for (var i = at; i + 1 < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '\'' or '"':
                    var close = text.IndexOf(text[i], i + 1);
                    i = close < 0 ? i : close;
                    break;
                case ']' when text[i + 1] == ']' && char.IsWhiteSpace(text[i - 1]) && (i + 2 == text.Length || text[i + 2] is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or ')'):
                    return i;
            }
        }

        return -1;
    }

    /// <summary>Where the bracket that was opened before <paramref name="at"/> closes, or the text's end.</summary>
    public static int End(string text, int at, char open, char close)
    {
        var depth = 1;
        var quote = '\0';
        for (var i = Math.Min(at, text.Length); i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\'')
            {
                i++;
            }
            else if (quote != '\0')
            {
                // A substitution inside of double quotes may hold quotes and brackets of its own.
                if (c == '$' && quote == '"' && i + 1 < text.Length && text[i + 1] == open)
                {
                    depth++;
                    i++;
                }
                else if (c == close && quote == '"' && depth > 1)
                {
                    depth--;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }
            }
            else if (c is '\'' or '"' && !(c == '\'' && open == '{'))
            {
                quote = c;
            }
            else if (c == open)
            {
                depth++;
            }
            else if (c == close && --depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }
}
