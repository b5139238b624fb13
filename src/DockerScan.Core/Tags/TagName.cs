using System.Buffers;

namespace DockerScan.Core.Tags;

/// <summary>What a tag's name says before anything is asked about it.</summary>
/// <remarks>Grammar: OCI distribution specification, <c>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}</c>.</remarks>
public static class TagName
{
    private const int MaxLength = 128;
    private const int ShortestDigest = 32;
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly string[] Algorithms = ["sha256-", "sha384-", "sha512-"];

    /// <summary>Whether it is a tag at all.</summary>
    public static bool IsValid(string? name)
        => name is { Length: > 0 and <= MaxLength } && name[0] is not ('.' or '-') && !name.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>
    /// Whether it stands for what belongs to an image and is none: signatures, attestations and SBOMs (cosign's <c>sha256-HEX.sig</c>, <c>.att</c>,
    /// <c>.sbom</c>), and the list of them where a registry has no referrers (<c>sha256-HEX</c>).
    /// </summary>
    public static bool IsSupplement(string name)
    {
        if (Algorithms.FirstOrDefault(each => name.StartsWith(each, StringComparison.Ordinal)) is not { } algorithm)
        {
            return false;
        }

        var rest = name.AsSpan(algorithm.Length);
        var digits = rest.IndexOfAnyExcept(LowerHex) is >= 0 and var end ? end : rest.Length;
        return digits >= ShortestDigest && (digits == rest.Length || rest[digits] is '.' or '-' or '_');
    }
}
