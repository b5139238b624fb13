using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerScan.Core.Images;

/// <summary>The reference grammar. Every check runs on bounded text.</summary>
internal static partial class ImageReferenceParser
{
    // 255 for the name (distribution/reference), 128 for the tag, 135 for the longest digest, and separators.
    private const int MaxLength = 255 + 1 + 128 + 1 + 135;
    private const int MaxPathLength = 255;
    private const int MaxTagLength = 128;
    private const int BareHexLength = 64;
    private const int Shown = 80;
    private const int ShownTag = 40;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/");
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    public static bool TryParse(
        string? text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out ReferenceProblem? problem)
    {
        reference = null;
        var name = OtherImageNames.Fold(text, out problem);
        if (problem is null)
        {
            problem = Refuse(name) ?? Read(name!, out reference);
        }

        return problem is null;
    }

    private static ReferenceProblem? Refuse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new ReferenceProblem(ReferenceFault.Missing);
        }

        if (text.Length > MaxLength)
        {
            return new ReferenceProblem(ReferenceFault.TooLong, Length: text.Length, Most: MaxLength);
        }

        if (text.AsSpan().IndexOfAnyInRange('\u0080', '\uffff') >= 0)
        {
            return new ReferenceProblem(ReferenceFault.NotAscii);
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return Suggest(ReferenceFault.Scheme, text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..]);
        }

        return text.AsSpan().ContainsAny(" \t\r\n") ? new ReferenceProblem(ReferenceFault.WhiteSpace) : null;
    }

    private static ReferenceProblem? Read(string text, out ImageReference? reference)
    {
        reference = null;
        var (name, tag, digestText) = Split(text);
        var (registry, path) = Normalise(name);
        ImageDigest? digest = null;
        if (digestText is not null)
        {
            if (!ImageDigest.TryParse(digestText, out var parsed))
            {
                return new ReferenceProblem(ReferenceFault.Digest);
            }

            digest = parsed;
        }

        var problem = CheckName(name, text[name.Length..], registry, path) ?? CheckTag(tag);
        if (problem is null)
        {
            reference = new ImageReference(registry, path, tag ?? (digest is null ? "latest" : null), digest);
        }

        return problem;
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

    private static ReferenceProblem? CheckName(string name, string suffix, string registry, string path)
    {
        if (path.Any(char.IsAsciiLetterUpper))
        {
            return Suggest(ReferenceFault.Capitals, name.ToLower(CultureInfo.InvariantCulture) + suffix);
        }

        if (name.Length == BareHexLength && suffix.Length > 0 && !name.AsSpan().ContainsAnyExcept(Hex))
        {
            return Suggest(ReferenceFault.IdWithSuffix, name);
        }

        if (path.Length > MaxPathLength)
        {
            return new ReferenceProblem(ReferenceFault.PathTooLong, Length: path.Length, Most: MaxPathLength);
        }

        if (registry != ImageReference.DockerHub && !Host().IsMatch(registry))
        {
            return new ReferenceProblem(ReferenceFault.Host, DisplayText.Clean(registry, Shown));
        }

        return IsPlain(path) || RepositoryPath().IsMatch(path)
            ? null
            : new ReferenceProblem(ReferenceFault.Name, DisplayText.Clean(name, Shown));
    }

    // Most names are: letters and digits, joined by dashes and single slashes. The pattern for the rest takes longer to build than a scan has.
    private static bool IsPlain(string path)
        => !path.AsSpan().ContainsAnyExcept(PlainCharacters) && path.Length > 0 && path[0] is not ('-' or '/') && path[^1] is not ('-' or '/')
            && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("-/", StringComparison.Ordinal) && !path.Contains("/-", StringComparison.Ordinal);

    // What would be refused in its turn is not suggested.
    private static ReferenceProblem Suggest(ReferenceFault fault, string text)
        => new(fault, Suggestion: TryParse(text, out _, out _) ? DisplayText.Clean(text, Shown) : null);

    private static ReferenceProblem? CheckTag(string? tag)
        => tag is null || (tag.Length is > 0 and <= MaxTagLength && tag[0] is not ('.' or '-') && !tag.AsSpan().ContainsAnyExcept(TagCharacters))
            ? null
            : new ReferenceProblem(ReferenceFault.Tag, DisplayText.Clean(tag, ShownTag));

    [GeneratedRegex(@"\A(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryPath();
}
