using DockerScan.Core.Images;

namespace DockerScan.Docker.Images;

/// <summary>How the engine names images.</summary>
internal static class ImageNames
{
    /// <summary>The name to ask the engine for: the digest wins over the tag. What can be an id is given as it is: the engine knows which it is, and a name goes first.</summary>
    public static string ForEngine(ImageReference reference)
        => reference.IsWholeId ? "sha256:" + reference.ImageId
            : reference.ImageId is { } id ? id
            : reference.Digest is { } digest ? $"{reference.Repository}@{digest}" : $"{reference.Repository}:{reference.Tag}";

    /// <summary>The image's digest in the repository that was asked for, preferring the one asked for; null when it has none there.</summary>
    public static ImageDigest? DigestIn(ImageReference reference, IEnumerable<string>? repoDigests)
    {
        List<ImageDigest> found = [];
        foreach (var text in repoDigests ?? [])
        {
            if (ImageReference.TryParse(text, out var known, out _)
                && known.Digest is { } digest
                && string.Equals(known.Repository, reference.Repository, StringComparison.Ordinal))
            {
                found.Add(digest);
            }
        }

        return reference.Digest is { } asked && found.Contains(asked) ? asked
            : found.Count > 0 ? found[0] : null;
    }
}
