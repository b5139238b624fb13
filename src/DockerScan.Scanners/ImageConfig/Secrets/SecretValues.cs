using System.Buffers;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Values that are no secret although a name says so, and values that look like one although no name does.</summary>
internal static class SecretValues
{
    /// <summary>What is shorter never looks random.</summary>
    public const int LeastRandom = 32;

    private const int MostRandom = 512;
    private const double RandomBits = 4.2;
    private const int LeastKey = 16;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-");
    private static readonly SearchValues<char> Units = SearchValues.Create("0123456789.,_-smhdwkgb%KMGTB");
    private static readonly SearchValues<char> VersionParts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+~:_");
    /// <summary>True for a password that is nobody's secret, because it is the usual one.</summary>
    public static bool IsUsual(string value) => SecretWords.Usual.Contains(value);

    /// <summary>True when a text says of itself that it stands for something else.</summary>
    public static bool SaysExample(ReadOnlySpan<char> text) => text.IndexOfAny(SecretWords.Examples) >= 0;

    /// <summary>True when it is a reference, a placeholder, a path, a switch, a number, a version, an address, a public key or a hash: no secret by itself.</summary>
    public static bool IsNone(string value)
        => value.Length == 0 || SecretWords.Nothing.Contains(value) || IsReference(value) || IsPlaceholder(value) || IsPath(value) || IsAddress(value) || IsVersion(value) || IsHash(value)
            || SecretWords.PublicStarts.Any(start => value.StartsWith(start, StringComparison.Ordinal)) || value.Contains("PUBLIC KEY-----", StringComparison.Ordinal);

    /// <summary>True for a number with or without a unit: lengths, times, ports.</summary>
    public static bool IsNumber(string value) => char.IsAsciiDigit(value[0]) && value.AsSpan().IndexOfAnyExcept(Units) < 0 && value.Length <= 10;

    /// <summary>True when letters and digits are mixed as people and generators mix them.</summary>
    public static bool IsMixed(string value)
        => value.Any(char.IsAsciiDigit) && value.Any(char.IsAsciiLetter);

    /// <summary>True for what may be a key: long, without blanks, letters and digits. The 40 hex digits of a signer's or a commit's fingerprint are none.</summary>
    public static bool MayBeKey(string value)
        => value.Length >= LeastKey && !value.Any(char.IsWhiteSpace) && IsMixed(value)
            && (value.AsSpan().IndexOfAnyExcept(Hex) >= 0 ? Bits(value) > 3 : value.Length is not (40 or 64));

    /// <summary>True for what hardly is anything but random: 32 characters or more of base64 in both cases with digits, and nothing that repeats like words.</summary>
    public static bool LooksRandom(string value)
        => value.Length is >= LeastRandom and <= MostRandom && value.AsSpan().IndexOfAnyExcept(Base64) < 0 && value.AsSpan().IndexOfAnyExcept(Hex) >= 0
            && value.Count(char.IsAsciiDigit) >= 3 && value.Count(char.IsAsciiLetterUpper) >= 5 && value.Count(char.IsAsciiLetterLower) >= 5
            && value.AsSpan().Count('-') + value.AsSpan().Count('_') + value.AsSpan().Count('/') <= value.Length / 12 && !IsHash(value) && Bits(value) >= RandomBits;

    private static bool IsReference(string value)
        => value.Contains("${", StringComparison.Ordinal) || value.Contains("$(", StringComparison.Ordinal) || value.Contains("{{", StringComparison.Ordinal) || value.Contains('`', StringComparison.Ordinal)
            || (value.Length > 1 && value[0] == '$' && (char.IsAsciiLetter(value[1]) || value[1] is '_' or '{' or '(') && value.AsSpan(1).IndexOfAnyExcept(NameCharacters) < 0)
            || (value.Length > 2 && value[0] == '%' && value[^1] == '%')
            || SecretWords.ReferenceStarts.Any(start => value.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static bool IsPlaceholder(string value)
        => SaysExample(value) || SecretWords.Patterns.Any(start => value.StartsWith(start, StringComparison.Ordinal)) || (value[0] is '<' or '[' or '{' && value[^1] is '>' or ']' or '}') || value.AsSpan(1).IndexOfAnyExcept(value[0]) < 0
            || (value.Length >= 3 && (value.Trim('*', '.', '-', '_').Length == 0 || value.Contains("xxxx", StringComparison.OrdinalIgnoreCase) || value.Contains("****", StringComparison.Ordinal)));

    // From the root, from here or from home, without what no path has; or by a file's ending.
    private static bool IsPath(string value)
        => SecretWords.FileEndings.Any(end => value.EndsWith(end, StringComparison.OrdinalIgnoreCase) && value.Length > end.Length && !value.Any(char.IsWhiteSpace))
            || ((value[0] == '/' || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("../", StringComparison.Ordinal) || value.StartsWith("~/", StringComparison.Ordinal))
                && !value.AsSpan().ContainsAny('+', '=') && !(LooksRandom(value) && value.AsSpan().Count('/') < 3))
            || (value.Length > 2 && char.IsAsciiLetter(value[0]) && value[1] == ':' && value[2] == '\\');

    private static bool IsAddress(string value)
        => value.IndexOf("://", StringComparison.Ordinal) is > 0 and < 20 || value.StartsWith("www.", StringComparison.Ordinal) || value.StartsWith("localhost:", StringComparison.Ordinal);

    private static bool IsVersion(string value)
        => (char.IsAsciiDigit(value[0]) || (value[0] == 'v' && value.Length > 1 && char.IsAsciiDigit(value[1]))) && value.Count(c => c == '.') >= 2 && value.Length <= 40
            && value.AsSpan().IndexOfAnyExcept(VersionParts) < 0 && value.Split('.')[1] is { Length: > 0 and <= 4 } minor && char.IsAsciiDigit(minor[0]);

    private static bool IsHash(string value)
        => value.StartsWith("$2", StringComparison.Ordinal) || value.StartsWith("$argon2", StringComparison.Ordinal) || value.StartsWith("$6$", StringComparison.Ordinal) || value.StartsWith("$5$", StringComparison.Ordinal)
            || value.StartsWith("$1$", StringComparison.Ordinal) || value.StartsWith("sha1-", StringComparison.Ordinal) || value.StartsWith("sha256-", StringComparison.Ordinal) || value.StartsWith("sha384-", StringComparison.Ordinal)
            || value.StartsWith("sha512-", StringComparison.Ordinal) || value.StartsWith("sha256:", StringComparison.Ordinal) || value.StartsWith("sha512:", StringComparison.Ordinal) || value.StartsWith("md5:", StringComparison.Ordinal)
            || value.StartsWith("scram-sha-256$", StringComparison.OrdinalIgnoreCase) || value.StartsWith("pbkdf2", StringComparison.OrdinalIgnoreCase);

    // Shannon's bits for each character.
    private static double Bits(string value)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var c in value)
        {
            counts[c & 127]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            bits -= count == 0 ? 0 : (double)count / value.Length * Math.Log2((double)count / value.Length);
        }

        return bits;
    }
}
