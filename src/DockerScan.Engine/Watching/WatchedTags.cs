using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Tags;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>What the registry says to a watch: by HEAD, and within the budget of pulls.</summary>
internal sealed class WatchedTags(ITagList list, ITagLookup lookup, IImageRegistry registry) : IWatchedTags
{
    public async Task<Result<ChosenTags>> ChooseAsync(Watch watch, int most, CancellationToken cancellationToken)
    {
        var rule = watch.Rule;
        IReadOnlyList<string>? tags = null;
        if (rule.NeedsList)
        {
            var listed = await list.ListAsync(watch.Image, ScanPriority.Schedule, cancellationToken);
            if (!listed.IsSuccess)
            {
                return listed.Failure;
            }

            tags = listed.Value.Tags;
        }

        var choice = TagSelection.Select(tags, rule);
        if (choice.Fault != TagRuleFault.None)
        {
            return new ScanFailure(FailureKind.Refused, $"the rule of tags cannot be used ({choice.Fault})");
        }

        var chosen = choice.Tags.Take(most).ToList();
        // Who asks for the newest three wants no more than three; who asks for all that match is told what is left out.
        var wanted = rule.Newest is null ? choice.Matching : choice.Tags.Count;
        return new ChosenTags(chosen, wanted - chosen.Count);
    }

    public async Task<Result<TagContent>> LookAsync(ImageReference reference, ImagePlatform? platform, TagContent? known, CancellationToken cancellationToken)
    {
        if (reference.Digest is { } fixedTo)
        {
            // It cannot move: what it was once is not asked for again, which would cost a pull.
            if (known is not null && (fixedTo == known.Digest || fixedTo == known.IndexDigest))
            {
                return known;
            }

            var resolved = await registry.ResolveAsync(reference, platform, cancellationToken);
            return resolved.IsSuccess ? new TagContent(resolved.Value.Digest, resolved.Value.IndexDigest) : resolved.Failure;
        }

        var asked = platform ?? ImagePlatform.Default;
        var look = await lookup.LookAsync(new TagQuestion(reference, [asked], Sight(known, asked)), cancellationToken);
        if (look.Outcome != TagLookOutcome.Answered)
        {
            return Failure(look);
        }

        return look.Platforms.FirstOrDefault(each => each.Platform == asked)?.Digest is { } digest
            ? new TagContent(digest, look.Sight is { } sight && sight.Digest != digest ? sight.Digest : null)
            : new ScanFailure(FailureKind.WrongPlatform, $"{reference.Familiar} has no image for {asked}");
    }

    private static TagSight? Sight(TagContent? known, ImagePlatform platform)
        => known is null ? null : new TagSight(known.IndexDigest ?? known.Digest, new Dictionary<ImagePlatform, ImageDigest> { [platform] = known.Digest });

    // Whoever was told to wait is not one that failed.
    private static ScanFailure Failure(TagLook look)
    {
        var failure = look.Failure ?? new ScanFailure(FailureKind.Internal, "nobody said why the registry has no answer");
        return look.Outcome is TagLookOutcome.Deferred or TagLookOutcome.PullLimit or TagLookOutcome.RequestLimit
            ? failure with { Kind = FailureKind.RateLimited, RetryAfter = failure.RetryAfter ?? look.RetryAt }
            : failure;
    }
}
