using System.Text;

namespace DockerScan.Docker.Connection;

/// <summary>Takes the engine's own folders out of its messages: what a person reads names paths of the image, not of the machine.</summary>
/// <remarks>An engine's folder for a container's files has the container's or layer's id in it, 64 hex digits, whatever the storage and wherever the data lies. Linear in the text.</remarks>
internal static class HostPaths
{
    private const int IdLength = 64;
    private const string Nameless = "a folder of the engine";

    // What stands between the id and the image's own path.
    private static readonly string[] Roots = ["/merged", "/rootfs", "/diff", "/fs", "/mounts"];

    /// <summary>The text, each path with an id in it cut to what comes after.</summary>
    public static string Hide(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && IsPath(text[end]))
            {
                end++;
            }

            if (end == at)
            {
                shown.Append(text[at++]);
                continue;
            }

            shown.Append(HideOne(text.AsSpan(at, end - at)));
            at = end;
        }

        return shown.ToString();
    }

    private static bool IsPath(char letter) => !char.IsWhiteSpace(letter) && letter is not ('"' or '\'' or '`' or '(' or ')' or '=' or ',' or ';');

    private static ReadOnlySpan<char> HideOne(ReadOnlySpan<char> word)
    {
        var start = word.IndexOf('/');
        if (start < 0 || FindId(word, start) is not (> 0 and var after))
        {
            return word;
        }

        var rest = word[after..];
        foreach (var root in Roots)
        {
            if (rest.StartsWith(root, StringComparison.Ordinal) && (rest.Length == root.Length || rest[root.Length] is '/' or ':'))
            {
                rest = rest[root.Length..];
                break;
            }
        }

        return string.Concat(word[..start], rest is ['/', _, ..] ? rest : string.Concat(Nameless, rest is [':', ..] ? rest : []));
    }

    // The end of the last part of the path that is an id.
    private static int FindId(ReadOnlySpan<char> word, int start)
    {
        var found = -1;
        var digits = 0;
        for (var at = start; at <= word.Length; at++)
        {
            if (at < word.Length && char.IsAsciiHexDigitLower(word[at]))
            {
                digits++;
                continue;
            }

            if (digits == IdLength)
            {
                found = at;
            }

            digits = 0;
        }

        return found;
    }
}
