using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Tags;

/// <summary>Looks where a tag points now.</summary>
public interface ITagLookup
{
    /// <summary>
    /// Looks, by HEAD, which costs no pull. Manifests are fetched only where the tag points at an index that was not seen before, or HEAD is
    /// refused, and then within the budget. Expected failures are outcomes, and never news.
    /// </summary>
    Task<TagLook> LookAsync(TagQuestion question, CancellationToken cancellationToken);
}

/// <summary>What is asked.</summary>
/// <param name="Reference">The image, by its tag.</param>
/// <param name="Platforms">The platforms that matter.</param>
/// <param name="Known">What was seen last; null at first sight.</param>
public sealed record TagQuestion(ImageReference Reference, IReadOnlyList<ImagePlatform> Platforms, TagSight? Known)
{
    /// <summary>Who waits for it.</summary>
    public ScanPriority Priority { get; init; } = ScanPriority.Schedule;
}

/// <summary>Where a tag pointed, to be kept and given with the next question.</summary>
/// <param name="Digest">The digest that the tag names, an index's or a manifest's.</param>
/// <param name="Platforms">The digest of each platform's manifest; a platform that there is not has none.</param>
public sealed record TagSight(ImageDigest Digest, IReadOnlyDictionary<ImagePlatform, ImageDigest> Platforms);

/// <summary>What a look came to.</summary>
/// <param name="Reference">The image.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record TagLook(ImageReference Reference, TagLookOutcome Outcome)
{
    /// <summary>What to keep: what was seen, and after a failure what was known before. Null when nothing ever was.</summary>
    public TagSight? Sight { get; init; }

    /// <summary>Each platform that was asked for; empty unless <see cref="Outcome"/> is <see cref="TagLookOutcome.Answered"/>.</summary>
    public IReadOnlyList<PlatformLook> Platforms { get; init; } = [];

    /// <summary>Why there is no answer, fit to be shown; null when there is one.</summary>
    public ScanFailure? Failure { get; init; }

    /// <summary>When to look again, if that is known.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How many manifests were fetched: each is a pull.</summary>
    public int Pulls { get; init; }

    /// <summary>True when something is there that was not before.</summary>
    public bool IsNews => Platforms.Any(platform => platform.News is PlatformNews.FirstSeen or PlatformNews.Changed);
}

/// <summary>Where a tag points for one platform.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="News">What is new.</param>
/// <param name="Digest">The digest of its manifest; null when there is no such platform.</param>
public sealed record PlatformLook(ImagePlatform Platform, PlatformNews News, ImageDigest? Digest);
