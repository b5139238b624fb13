using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerScan.Core.Images;

/// <summary>The reference grammar. Every check runs on bounded text and says what to type instead.</summary>
internal static partial class ImageReferenceParser
{
    // 255 for the name (distribution/reference), 128 for the tag, 135 for the longest digest, and separators.
    private const int MaxLength = 255 + 1 + 128 + 1 + 135;
    private const int MaxPathLength = 255;
    private const int MaxTagLength = 128;
    private const int BareHexLength = 64;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/");
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    public static bool TryParse(
        string? text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? error)
    {
        reference = null;
        var name = OtherImageNames.Fold(text, out error);
        if (error is null)
        {
            error = Refuse(name) ?? Read(name!, out reference);
        }

        return error is null;
    }

    private static string? Refuse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "no image given; type for example redis:7";
        }

        if (text.Length > MaxLength)
        {
            return $"the image reference has {text.Length} characters; at most {MaxLength} are allowed";
        }

        if (text.AsSpan().IndexOfAnyInRange('\u0080', '\uffff') >= 0)
        {
            return "an image reference has ASCII characters only (internationalised host names are refused; write the punycode form if you mean it)";
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return "an image reference has no scheme" + Suggest(text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..]);
        }

        return text.AsSpan().ContainsAny(" \t\r\n") ? "an image reference holds no white space" : null;
    }

    private static string? Read(string text, out ImageReference? reference)
    {
        reference = null;
        var (name, tag, digestText) = Split(text);
        var (registry, path) = Normalise(name);
        ImageDigest? digest = null;
        if (digestText is not null)
        {
            if (!ImageDigest.TryParse(digestText, out var parsed))
            {
                return "the digest must be sha256: and 64 lower-case hex digits (or sha512: and 128)";
            }

            digest = parsed;
        }

        var error = CheckName(name, text[name.Length..], registry, path) ?? CheckTag(tag);
        if (error is null)
        {
            reference = new ImageReference(registry, path, tag ?? (digest is null ? "latest" : null), digest);
        }

        return error;
    }

    private static (string Name, string? Tag, string? Digest) Split(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? null : text[(at + 1)..];
        var rest = at < 0 ? text : text[..at];
        var colon = rest.LastIndexOf(':');
        return colon > rest.LastIndexOf('/') ? (rest[..colon], rest[(colon + 1)..], digest) : (rest, null, digest);
    }

    private static (string Registry, string Path) Normalise(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? string.Empty : name[..slash];
        var hasRegistry = first.AsSpan().ContainsAny(".:") || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        var registry = hasRegistry ? first : ImageReference.DockerHub;
        var path = hasRegistry ? name[(slash + 1)..] : name;
        registry = ImageReference.IsDockerHub(registry) ? ImageReference.DockerHub : registry;
        var isOfficial = registry == ImageReference.DockerHub && !path.Contains('/', StringComparison.Ordinal);
        return (registry, isOfficial ? "library/" + path : path);
    }

    private static string? CheckName(string name, string suffix, string registry, string path)
    {
        if (path.Any(char.IsAsciiLetterUpper))
        {
            return "the repository name must be lowercase" + Suggest(name.ToLower(CultureInfo.InvariantCulture) + suffix);
        }

        if (name.Length == BareHexLength && suffix.Length > 0 && !name.AsSpan().ContainsAnyExcept(Hex))
        {
            return "64 hex digits are an image id, which has no tag and no digest" + Suggest(name);
        }

        if (path.Length > MaxPathLength)
        {
            return $"the repository path has {path.Length} characters; at most {MaxPathLength} are allowed";
        }

        if (registry != ImageReference.DockerHub && !Host().IsMatch(registry))
        {
            return $"'{DisplayText.Clean(registry, 80)}' is not a registry host name";
        }

        return IsPlain(path) || RepositoryPath().IsMatch(path)
            ? null
            : $"'{DisplayText.Clean(name, 80)}' is not an image name; names are lowercase letters and digits, joined by . _ __ - or /, for example library/redis:7";
    }

    // Most names are: letters and digits, joined by dashes and single slashes. The pattern for the rest takes longer to build than a scan has.
    private static bool IsPlain(string path)
        => !path.AsSpan().ContainsAnyExcept(PlainCharacters) && path.Length > 0 && path[0] is not ('-' or '/') && path[^1] is not ('-' or '/')
            && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("-/", StringComparison.Ordinal) && !path.Contains("/-", StringComparison.Ordinal);

    // What would be refused in its turn is not suggested.
    private static string Suggest(string text)
        => TryParse(text, out _, out _) ? $"; did you mean {DisplayText.Clean(text, 80)}?" : "; type for example redis:7";

    private static string? CheckTag(string? tag)
        => tag is null || (tag.Length is > 0 and <= MaxTagLength && tag[0] is not ('.' or '-') && !tag.AsSpan().ContainsAnyExcept(TagCharacters))
            ? null
            : $"'{DisplayText.Clean(tag, 40)}' is not a tag; tags are up to 128 letters, digits, _ . and -, not beginning with . or -";

    [GeneratedRegex(@"\A(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryPath();
}
