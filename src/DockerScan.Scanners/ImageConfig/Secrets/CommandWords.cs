using System.Text;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Cuts a command line into words, as a shell would, but expands nothing.</summary>
internal static class CommandWords
{
    public static List<CommandWord> Read(string text)
    {
        var words = new List<CommandWord>();
        var word = new StringBuilder();
        var hasWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\'' or '"':
                    hasWord = true;
                    i = Quoted(text, i, word);
                    break;
                case '\\' when i + 1 < text.Length:
                    hasWord = true;
                    word.Append(text[++i]);
                    break;
                case ' ' or '\t' or '\n' or '\r':
                    End();
                    break;
                case ';' or '|' or '&' or '(' or ')':
                    End();
                    words.Add(new CommandWord(c.ToString(), true));
                    break;
                default:
                    hasWord = true;
                    word.Append(c);
                    break;
            }
        }

        End();
        return words;

        void End()
        {
            if (hasWord)
            {
                words.Add(new CommandWord(word.ToString(), false));
            }

            word.Clear();
            hasWord = false;
        }
    }

    // Gives the place of the closing quote; an open one runs to the end.
    private static int Quoted(string text, int at, StringBuilder word)
    {
        var quote = text[at];
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                return i;
            }

            if (quote == '"' && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' or '$' or '`')
            {
                i++;
            }

            word.Append(text[i]);
        }

        return text.Length;
    }
}

/// <summary>A word of a command line, quotes taken off.</summary>
/// <param name="Text">The word; an operator such as <c>&amp;&amp;</c> as it stands.</param>
/// <param name="IsOperator">True when the next command begins behind it.</param>
internal readonly record struct CommandWord(string Text, bool IsOperator);
