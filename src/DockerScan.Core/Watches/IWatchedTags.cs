using DockerScan.Core.Images;

namespace DockerScan.Core.Watches;

/// <summary>What a registry says to a watch: which tags there are, and what each points at now. Nothing is pulled.</summary>
public interface IWatchedTags
{
    /// <summary>The tags that a watch's rule chooses, at most <paramref name="most"/>, in the order of the rule.</summary>
    /// <param name="watch">A watch that has a rule.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<Result<ChosenTags>> ChooseAsync(Watch watch, int most, CancellationToken cancellationToken);

    /// <summary>What a tag points at now, on a platform.</summary>
    /// <param name="reference">The image.</param>
    /// <param name="platform">The platform; null for the usual one.</param>
    /// <param name="known">What it pointed at when somebody looked last, so that it need not be read again when it is the same; null when nobody has.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<Result<TagContent>> LookAsync(ImageReference reference, ImagePlatform? platform, TagContent? known, CancellationToken cancellationToken);
}

/// <summary>Tags that a rule chose.</summary>
/// <param name="Tags">The tags.</param>
/// <param name="LeftOut">How many more the rule would choose.</param>
public sealed record ChosenTags(IReadOnlyList<string> Tags, int LeftOut);

/// <summary>What a tag points at.</summary>
/// <param name="Digest">The platform's manifest: what is pulled.</param>
/// <param name="IndexDigest">The index that named it; null when there is none.</param>
public sealed record TagContent(ImageDigest Digest, ImageDigest? IndexDigest);
