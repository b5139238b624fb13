using System.Text.RegularExpressions;
using DockerScan.Registry.Http;

namespace DockerScan.Registry.Tags;

/// <summary>How one page of tags leads to the next.</summary>
/// <remarks>OCI distribution specification, "Listing Tags"; RFC 8288 for the header.</remarks>
internal static partial class TagPages
{
    /// <summary>How many tags are asked for at once.</summary>
    public const int Size = 1000;

    /// <summary>The first page.</summary>
    public static readonly string First = FormattableString.Invariant($"tags/list?n={Size}");

    private const int MaxHeader = 4096;

    /// <summary>The page after a tag, for registries that cut a page and name no next one.</summary>
    public static string After(string tag) => FormattableString.Invariant($"tags/list?n={Size}&last={Uri.EscapeDataString(tag)}");

    /// <summary>The next page that an answer names, relative or absolute; null for the last page.</summary>
    public static Uri? Next(Uri page, RegistryResponse response)
    {
        if (response.Value("Link") is not { Length: > 0 and <= MaxHeader } header)
        {
            return null;
        }

        foreach (Match link in Link().Matches(header))
        {
            if (Relation().IsMatch(link.Groups["parameters"].Value) && Uri.TryCreate(page, link.Groups["target"].Value, out var next))
            {
                return next;
            }
        }

        return null;
    }

    [GeneratedRegex(@"<(?<target>[^<>]*)>(?<parameters>[^<]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@";\s*rel\s*=\s*""?(?:[^"";,]*\s)?next(?:\s[^"";,]*)?(?:""|;|,|\s*$)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Relation();
}

/// <summary>One page of a repository's tags.</summary>
/// <param name="Tags">Its tags as they came.</param>
/// <param name="Next">The path and query of the next page; null when none is named.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record TagPage(IReadOnlyList<string> Tags, string? Next, int Bytes);
