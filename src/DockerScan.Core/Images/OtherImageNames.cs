using System.Text.RegularExpressions;

namespace DockerScan.Core.Images;

/// <summary>What names an image elsewhere: addresses of Docker Hub's pages, other tools' prefixes, and image ids.</summary>
internal static partial class OtherImageNames
{
    private const int MaxLength = 2048;

    // Before a name these are never a part of it.
    private static readonly string[] Always = ["docker://", "docker-daemon:", "podman:", "oci://"];
    private static readonly string[] Sometimes = ["docker:", "registry:"];

    // containers/image's transports for what is not in an engine or a registry.
    private static readonly string[] OfFiles = ["docker-archive:", "oci-archive:", "oci:", "oci-dir:", "dir:", "containers-storage:", "tarball:"];

    /// <summary>The reference that is meant; the text itself when it is none of these.</summary>
    /// <param name="text">What a person typed.</param>
    /// <param name="problem">Why it is refused; null when it is not.</param>
    public static string? Fold(string? text, out ReferenceProblem? problem)
    {
        problem = null;
        if (text is null || text.Length > MaxLength)
        {
            return text;
        }

        if (OfFiles.FirstOrDefault(prefix => text.StartsWith(prefix, StringComparison.Ordinal) && text.AsSpan(prefix.Length).Contains('/')) is { } ofFiles)
        {
            problem = new ReferenceProblem(ReferenceFault.InFiles, ofFiles);
            return null;
        }

        // A linear pattern is built before it matches, which takes longer than the rest: only what could match meets it.
        if (text.Contains("hub.docker.com/", StringComparison.Ordinal) && Page().Match(text) is { Success: true } page)
        {
            var tag = page.Groups["tag"] is { Success: true } named ? ":" + named.Value : string.Empty;
            return page.Groups["name"].Value + tag;
        }

        var name = WithoutPrefix(text);
        return name.StartsWith("sha256:", StringComparison.Ordinal) && Id().Match(name) is { Success: true } id ? id.Groups["id"].Value : name;
    }

    private static string WithoutPrefix(string text)
    {
        if (Always.FirstOrDefault(prefix => text.StartsWith(prefix, StringComparison.Ordinal)) is { } always)
        {
            return text[always.Length..];
        }

        var sometimes = Sometimes.FirstOrDefault(prefix => text.StartsWith(prefix, StringComparison.Ordinal));
        var rest = sometimes is null ? string.Empty : text[sometimes.Length..];
        return IsName(rest) ? rest : text;
    }

    // "docker:27" and "registry:5000/a" are an image and a host with a port; "docker:redis:7" and "registry:acme/api" are neither.
    private static bool IsName(string rest)
    {
        var first = rest.AsSpan().IndexOfAny(':', '/');
        return first > 0 && rest.AsSpan(0, first).ContainsAnyExceptInRange('0', '9');
    }

    // _/NAME is official; the others are of an owner. What a page shows stands behind it.
    [GeneratedRegex(
        @"\A(?:https?://)?(?:www\.)?hub\.docker\.com/(?:_/(?<name>[^/?#\s]+)|r/(?<name>[^/?#\s]+/[^/?#\s]+)|repository/docker/(?<name>[^/?#\s]+/[^/?#\s]+)|layers/(?<name>[^/?#\s]+/[^/?#\s]+)/(?<tag>[^/?#\s]+))(?:/[^?#\s]*)?(?:\?[^#\s]*)?(?:#\S*)?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Page();

    [GeneratedRegex(@"\Asha256:(?<id>[0-9a-f]{12,64})\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}
