using System.Text;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;

namespace DockerScan.Conversation.Commands;

/// <summary>Splits a command line into words, as people type in chats: typographic quotes and dashes count as plain ones.</summary>
internal static class CommandTokenizer
{
    // Back-ticks too: chats show an image name as code between them, and it is pasted with them.
    private static readonly Dictionary<char, char> Quotes = new()
    {
        ['"'] = '"', ['\''] = '\'', ['`'] = '`', ['“'] = '”', ['”'] = '”', ['„'] = '“', ['‘'] = '’', ['’'] = '’', ['«'] = '»',
    };

    /// <summary>The verb, without the optional slash and in lower case; empty when there is none. Never throws.</summary>
    public static string Verb(string text)
    {
        var start = text.AsSpan().TrimStart();
        var end = start.IndexOfAny(" \t\r\n\u00a0");
        var word = end < 0 ? start : start[..end];
        return (word is ['/', ..] ? word[1..] : word).ToString().ToLowerInvariant();
    }

    /// <summary>The words.</summary>
    /// <exception cref="UserFacingException">A quote is not closed.</exception>
    public static IReadOnlyList<CommandToken> Split(string text)
    {
        var tokens = new List<CommandToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                return tokens;
            }

            tokens.Add(ReadWord(text, ref at));
        }
    }

    private static CommandToken ReadWord(string text, ref int at)
    {
        var word = new StringBuilder();
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            // A quote within a word is an apostrophe, except after the = of an option.
            var mayQuote = at == start || text[at - 1] == '=';
            if (mayQuote && Quotes.TryGetValue(text[at], out var close))
            {
                var end = text.IndexOf(close, at + 1);
                if (end < 0)
                {
                    var quote = text[at].ToString();
                    throw new UserFacingException(CommandStrings.Say(words => words.QuoteOpen(quote)), showUsage: true);
                }

                word.Append(text, at + 1, end - at - 1);
                at = end + 1;
            }
            else
            {
                word.Append(text[at++]);
            }
        }

        return new CommandToken(Dashes(word.ToString(), Quotes.ContainsKey(text[start])), Quotes.ContainsKey(text[start]));
    }

    // Phones and some chats turn -- into a long dash.
    private static string Dashes(string word, bool isQuoted)
        => !isQuoted && word is ['—' or '–', _, ..] ? string.Concat("--", word.AsSpan(1)) : word;
}
