using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;

namespace DockerScan.Conversation.Tests.Fakes;

internal sealed class FakeTags : IWatchedTags
{
    public Result<TagContent> Answer { get; set; } = new TagContent(ImageDigest.Parse("sha256:" + new string('a', 64)), null);

    public Task<Result<ChosenTags>> ChooseAsync(Watch watch, int most, CancellationToken cancellationToken) => Task.FromResult<Result<ChosenTags>>(new ChosenTags(["7"], 0));

    public Task<Result<TagContent>> LookAsync(ImageReference reference, ImagePlatform? platform, TagContent? known, CancellationToken cancellationToken) => Task.FromResult(Answer);
}
