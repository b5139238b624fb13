namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>Finds closing brackets in shell text.</summary>
internal static class ShellBrackets
{
    public const int MaxDepth = 12;

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
