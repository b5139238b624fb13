namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Reads in a name whether its value is meant to be secret: <c>POSTGRES_PASSWORD</c> is, <c>PASSWORD_MIN_LENGTH</c> and <c>TOKENIZERS_PARALLELISM</c> are not.</summary>
internal static class SecretNames
{
    private const int MaxName = 200;
    private const int MaxWords = 32;

    public static NameKind Of(string name)
    {
        if (name.Length is 0 or > MaxName || name is "PWD" or "OLDPWD")
        {
            return NameKind.None;
        }

        var words = Words(name);
        if (words.Exists(NameWords.Switches.Contains))
        {
            return NameKind.None;
        }

        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (KindOf(words, i) is var kind and not NameKind.None)
            {
                return kind != NameKind.Password && words[i] is "key" or "keys" && IsForPages(words) ? NameKind.None : Behind(words, i, kind);
            }

            if (NameWords.Elsewhere.Contains(words[i]))
            {
                return NameKind.None;
            }
        }

        return NameKind.None;
    }

    // Site generators put such variables into the pages that everybody gets: NEXT_PUBLIC_, NUXT_PUBLIC_, PUBLIC_.
    private static bool IsForPages(List<string> words) => words[0] == "public" || (words.Count > 1 && words[0] is "next" or "nuxt" && words[1] == "public");

    private static NameKind Behind(List<string> words, int at, NameKind kind)
    {
        var isPlain = words.Skip(at + 1).All(NameWords.Neutral.Contains);
        return isPlain || kind == NameKind.Key ? kind : NameKind.Loose;
    }

    private static NameKind KindOf(List<string> words, int at)
    {
        var word = words[at].TrimEnd("0123456789".ToCharArray());
        var before = at > 0 ? words[at - 1] : string.Empty;
        if (word.EndsWith("password", StringComparison.Ordinal) || word.EndsWith("passwd", StringComparison.Ordinal) || word.EndsWith("passphrase", StringComparison.Ordinal)
            || word.EndsWith("pwd", StringComparison.Ordinal) || word.EndsWith("pw", StringComparison.Ordinal) || word is "passw" || (word.EndsWith("pass", StringComparison.Ordinal) && !NameWords.NoPasswords.Contains(word)))
        {
            return NameKind.Password;
        }

        if (NameWords.Open.Contains(before))
        {
            return NameKind.None;
        }

        if (NameWords.Tokens.Contains(word) || word.EndsWith("token", StringComparison.Ordinal) || word.EndsWith("secret", StringComparison.Ordinal)
            || (word is "key" or "keys" && NameWords.KeyKinds.Contains(before)))
        {
            return NameKind.Token;
        }

        return word is "key" or "cookie" or "salt" or "auth" or "seed" or "pat" or "jwt" or "signature" ? NameKind.Key : NameKind.None;
    }

    // At whatever is no letter or digit, and where a small letter meets a capital: "dbPassword", "DB_PASSWORD", "db.password".
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var begin = 0;
        for (var i = 0; i <= name.Length && words.Count < MaxWords; i++)
        {
            var isEnd = i == name.Length || !char.IsAsciiLetterOrDigit(name[i]);
            if (isEnd || (i > begin && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])))
            {
                if (i > begin)
                {
                    words.Add(name[begin..i].ToLowerInvariant());
                }

                begin = isEnd ? i + 1 : i;
            }
        }

        return words;
    }
}
