using DockerScan.Core.Images;

namespace DockerScan.Core.Tags;

/// <summary>One content under one or more tags: told once, naming them all.</summary>
/// <param name="Repository">Registry and path.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Digest">The digest of the platform's manifest.</param>
/// <param name="News">The most that is new about one of the tags.</param>
/// <param name="Tags">The tags, in the order of the looks.</param>
public sealed record TagGroup(string Repository, ImagePlatform Platform, ImageDigest Digest, PlatformNews News, IReadOnlyList<ImageReference> Tags)
{
    /// <summary>Groups what looks came to; platforms that are missing, and looks without an answer, are in none.</summary>
    public static IReadOnlyList<TagGroup> Of(IEnumerable<TagLook> looks)
        => [.. from look in looks
               from platform in look.Platforms
               where platform.Digest is not null
               group (look, platform) by (look.Reference.Repository, platform.Platform, platform.Digest!.Value) into same
               select new TagGroup(
                   same.Key.Repository, same.Key.Platform, same.Key.Value, Most(same.Select(each => each.platform.News)), [.. same.Select(each => each.look.Reference).Distinct()])];

    private static PlatformNews Most(IEnumerable<PlatformNews> news)
        => news.MinBy(each => each switch { PlatformNews.Changed => 0, PlatformNews.FirstSeen => 1, PlatformNews.Unchanged => 2, PlatformNews.Missing => 3 });
}
