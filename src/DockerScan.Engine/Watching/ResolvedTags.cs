using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>What a tag points at, as a scan asks for it. Knows no rules of tags.</summary>
internal sealed class ResolvedTags(IImageRegistry registry) : IWatchedTags
{
    public Task<Result<ChosenTags>> ChooseAsync(Watch watch, int most, CancellationToken cancellationToken)
        => Task.FromResult<Result<ChosenTags>>(new ScanFailure(FailureKind.Unsupported, "this program does not list the tags of a registry"));

    public async Task<Result<TagContent>> LookAsync(ImageReference reference, ImagePlatform? platform, TagContent? known, CancellationToken cancellationToken)
    {
        var resolved = await registry.ResolveAsync(reference, platform, cancellationToken);
        return resolved.IsSuccess ? new TagContent(resolved.Value.Digest, resolved.Value.IndexDigest) : resolved.Failure;
    }
}
