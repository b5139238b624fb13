using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Http;

/// <summary>What a registry's refusals are called.</summary>
internal static class RegistryFailures
{
    public static ScanFailure NotAllowed(string registry, IEnumerable<string> allowed)
        => new(
            FailureKind.RegistryNotAllowed,
            $"the registry {DisplayText.Clean(registry, 100)} is not on the allow list ({string.Join(", ", allowed.Take(10))}); an operator can add it to Registry:AllowedRegistries");

    public static ScanFailure RateLimited(string registry, RegistryResponse response, DateTimeOffset now) => Resting(registry, response.RetryAfter(now));

    /// <summary>A registry that is left alone until a time, if one is known.</summary>
    public static ScanFailure Resting(string registry, DateTimeOffset? until)
    {
        var when = until is null ? "a while" : "until " + until.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
        return new ScanFailure(
            FailureKind.RateLimited, $"{DisplayText.Clean(registry, 100)} has a rate limit and asks to wait {when}; docker login raises the limit", until);
    }

    /// <summary>A missing repository.</summary>
    public static ScanFailure NoRepository(ImageReference reference) => Missing(reference, FailureKind.ImageNotFound);

    /// <summary>A repository that is private, or missing: such an answer does not tell which.</summary>
    public static ScanFailure NoAccess(ImageReference reference) => Missing(reference, FailureKind.Unauthorized);

    /// <summary>An image that no engine should be given.</summary>
    public static ScanFailure Unreadable(ImageReference reference, string what)
        => new(FailureKind.Unsupported, $"{DisplayText.Clean(reference.Familiar, 160)} cannot be read: {what}");

    private static ScanFailure Missing(ImageReference reference, FailureKind kind)
    {
        var isOfficial = reference.Registry == ImageReference.DockerHub && reference.Path.StartsWith("library/", StringComparison.Ordinal);
        var next = isOfficial
            ? $"images of a user or company are written owner/{reference.Path["library/".Length..]}"
            : "check the name";
        return new ScanFailure(
            kind,
            $"{DisplayText.Clean(reference.Familiar, 160)} was not found at {DisplayText.Clean(reference.Registry, 100)}, or there is no access to it; {next}, or run docker login if it is private");
    }

    public static ScanFailure NoTag(ImageReference reference, string? nearest)
    {
        var what = reference.Digest is null ? "tag" : "digest";
        var next = nearest is null ? "check it" : $"did you mean {DisplayText.Clean(nearest, 160)}?";
        return new ScanFailure(
            FailureKind.ImageNotFound,
            $"{DisplayText.Clean(reference.Familiar, 160)} was not found: the repository has no such {what}; {next}");
    }

    /// <summary>A tag that the registry lists, and then does not have.</summary>
    public static ScanFailure NoManifest(ImageReference reference)
        => new(
            FailureKind.ImageNotFound,
            $"{DisplayText.Clean(reference.Familiar, 160)} was not found: the registry lists the tag and has nothing under it; push the image again");
}
