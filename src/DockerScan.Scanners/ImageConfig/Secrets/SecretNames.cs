using System.Collections.Frozen;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Reads in a name whether its value is meant to be secret: <c>POSTGRES_PASSWORD</c> is, <c>PASSWORD_MIN_LENGTH</c> and <c>TOKENIZERS_PARALLELISM</c> are not.</summary>
internal static class SecretNames
{
    private const int MaxName = 200;
    private const int MaxWords = 32;

    // The secret itself stands elsewhere, or it is about secrets and none itself.
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.ToFrozenSet(
        [
            "file", "files", "path", "paths", "dir", "directory", "folder", "url", "urls", "uri", "host", "hosts", "port", "name", "names", "id", "ids", "length", "len", "min", "max",
            "size", "count", "limit", "expiry", "expires", "expire", "expiration", "ttl", "timeout", "lifetime", "age", "days", "hours", "minutes", "seconds", "algorithm", "alg", "algo",
            "type", "method", "mode", "hasher", "hash", "hashed", "policy", "provider", "enabled", "enable", "disabled", "required", "allowed", "login", "version", "header", "headers",
            "endpoint", "issuer", "audience", "prefix", "suffix", "rounds", "cost", "sock", "socket", "cmd", "command", "arn", "ref", "store", "source", "manager", "backend", "engine",
            "driver", "region", "namespace", "scope", "scopes", "fingerprint", "checksum", "sha", "sha256", "sha512", "digest", "format", "encoding", "charset", "regex", "pattern",
            "field", "param", "parameter", "env", "var", "variable", "location", "mount", "rotation", "interval", "strength", "complexity", "reset", "change", "hint", "prompt", "secure",
            "samesite", "domain", "class", "user", "username", "service", "plugin", "helper", "sign", "verify", "validation", "validity", "list", "alias", "ring", "server", "servers",
        ],
        StringComparer.Ordinal);

    // In front of a key: the half of a pair that everybody may have, or a signer's fingerprint.
    private static readonly FrozenSet<string> Open = FrozenSet.ToFrozenSet(
        ["public", "pub", "publishable", "site", "gpg", "pgp", "sign", "release", "verify", "primary", "foreign", "partition", "sort", "cache", "hot"], StringComparer.Ordinal);

    // It is a switch or a number, whatever follows.
    private static readonly FrozenSet<string> Switches = FrozenSet.ToFrozenSet(
        ["allow", "empty", "random", "enable", "disable", "require", "use", "skip", "no", "has", "is", "show", "hide", "onetime", "max", "min", "num", "number", "generate"],
        StringComparer.Ordinal);

    // Behind the word, and it stays the secret.
    private static readonly FrozenSet<string> Neutral = FrozenSet.ToFrozenSet(
        ["base", "prod", "production", "dev", "development", "stage", "staging", "test", "qa", "main", "value", "default", "b64", "base64", "string", "old", "new", "current", "key", "1", "2", "3", "4"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Tokens = FrozenSet.ToFrozenSet(
        [
            "token", "tokens", "secret", "secrets", "credential", "credentials", "creds", "apikey", "apitoken", "secretkey", "accesskey", "privatekey", "authkey", "encryptionkey", "masterkey",
            "accountkey", "sharedkey", "licensekey",
        ],
        StringComparer.Ordinal);

    // In front of "key".
    private static readonly FrozenSet<string> KeyKinds = FrozenSet.ToFrozenSet(
        ["api", "secret", "access", "private", "auth", "encryption", "encrypt", "master", "account", "shared", "storage", "session", "hmac", "deploy", "admin", "crypt", "license", "service"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> NoPasswords = FrozenSet.ToFrozenSet(["compass", "bypass", "overpass", "surpass", "encompass", "trespass", "multipass"], StringComparer.Ordinal);

    public static NameKind Of(string name)
    {
        if (name.Length is 0 or > MaxName || name is "PWD" or "OLDPWD")
        {
            return NameKind.None;
        }

        var words = Words(name);
        if (words.Exists(Switches.Contains))
        {
            return NameKind.None;
        }

        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (KindOf(words, i) is var kind and not NameKind.None)
            {
                return kind != NameKind.Password && words[i] is "key" or "keys" && IsForPages(words) ? NameKind.None : Behind(words, i, kind);
            }

            if (Elsewhere.Contains(words[i]))
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
        var isPlain = words.Skip(at + 1).All(Neutral.Contains);
        return isPlain || kind == NameKind.Key ? kind : NameKind.Loose;
    }

    private static NameKind KindOf(List<string> words, int at)
    {
        var word = words[at].TrimEnd("0123456789".ToCharArray());
        var before = at > 0 ? words[at - 1] : string.Empty;
        if (word.EndsWith("password", StringComparison.Ordinal) || word.EndsWith("passwd", StringComparison.Ordinal) || word.EndsWith("passphrase", StringComparison.Ordinal)
            || word.EndsWith("pwd", StringComparison.Ordinal) || (word.EndsWith("pass", StringComparison.Ordinal) && !NoPasswords.Contains(word)))
        {
            return NameKind.Password;
        }

        if (Open.Contains(before))
        {
            return NameKind.None;
        }

        if (Tokens.Contains(word) || word.EndsWith("token", StringComparison.Ordinal) || word.EndsWith("secret", StringComparison.Ordinal)
            || (word is "key" or "keys" && KeyKinds.Contains(before)))
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
