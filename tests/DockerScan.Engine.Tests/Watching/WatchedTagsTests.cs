using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Tags;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Watching;

namespace DockerScan.Engine.Tests.Watching;

public sealed class WatchedTagsTests : ITagList, ITagLookup, IDisposable
{
    private static readonly ImageReference Redis = ImageReference.Parse("redis:7");
    private readonly Rig _rig = new();
    private Result<RepositoryTags> _tags = new RepositoryTags(["7.0", "7.2", "7.4", "latest", "8.0-rc1"], 1, TagListEnd.Whole);
    private TagLook _look = new(Redis, TagLookOutcome.Unavailable);
    private TagQuestion? _question;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task ChooseAsync_Newest_LeavesNothingOutThatWasWanted()
    {
        var chosen = await Tags().ChooseAsync(Of("redis:7.2", newest: 2), 10, Token);

        Assert.Equal(["7.4", "7.2"], chosen.Value!.Tags);
        Assert.Equal(0, chosen.Value.LeftOut);
    }

    [Fact]
    public async Task ChooseAsync_MoreMatchThanAreFollowed_IsSaid()
    {
        var chosen = await Tags().ChooseAsync(Of("redis:7", "^7"), 2, Token);

        Assert.Equal(2, chosen.Value!.Tags.Count);
        Assert.Equal(1, chosen.Value.LeftOut);
    }

    [Fact]
    public async Task ChooseAsync_ListFails_IsItsFailure()
    {
        var failure = new ScanFailure(FailureKind.RegistryUnavailable, "it is away");
        _tags = failure;

        Assert.Equal(failure, (await Tags().ChooseAsync(Of("redis:7", "^7"), 2, Token)).Failure);
    }

    [Fact]
    public async Task LookAsync_Index_GivesPlatformAndIndexAndAsksWithWhatIsKnown()
    {
        var (index, platform) = (Digest('a'), Digest('b'));
        _look = Answered(index, platform);

        var content = await Tags().LookAsync(Redis, null, new TagContent(platform, index), Token);

        Assert.Equal(new TagContent(platform, index), content.Value);
        Assert.Equal(index, _question!.Known!.Digest);
        Assert.Equal(platform, _question.Known.Platforms[ImagePlatform.Default]);
    }

    [Fact]
    public async Task LookAsync_PlainManifest_HasNoIndex()
    {
        _look = Answered(Digest('b'), Digest('b'));

        Assert.Equal(new TagContent(Digest('b'), null), (await Tags().LookAsync(Redis, null, null, Token)).Value);
        Assert.Null(_question!.Known);
    }

    [Fact]
    public async Task LookAsync_NoSuchPlatform_IsWrongPlatform()
    {
        _look = Answered(Digest('a'), null);

        Assert.Equal(FailureKind.WrongPlatform, (await Tags().LookAsync(Redis, null, null, Token)).Failure!.Kind);
    }

    [Theory]
    [InlineData(TagLookOutcome.Deferred)]
    [InlineData(TagLookOutcome.PullLimit)]
    [InlineData(TagLookOutcome.RequestLimit)]
    public async Task LookAsync_HasToWait_IsRateLimitedWithTheTime(TagLookOutcome outcome)
    {
        var at = new DateTimeOffset(2026, 11, 1, 13, 0, 0, TimeSpan.Zero);
        _look = new TagLook(Redis, outcome) { Failure = new ScanFailure(FailureKind.RegistryUnavailable, "wait"), RetryAt = at };

        var failure = (await Tags().LookAsync(Redis, null, null, Token)).Failure!;

        Assert.Equal((FailureKind.RateLimited, (DateTimeOffset?)at), (failure.Kind, failure.RetryAfter));
    }

    [Fact]
    public async Task LookAsync_TagIsGone_SaysWhy()
    {
        _look = new TagLook(Redis, TagLookOutcome.TagGone) { Failure = new ScanFailure(FailureKind.ImageNotFound, "no such tag") };

        Assert.Equal("no such tag", (await Tags().LookAsync(Redis, null, null, Token)).Failure!.Message);
    }

    [Theory]
    [InlineData('a', 'b', 'a', false)]
    [InlineData('a', 'b', 'b', false)]
    [InlineData('a', 'b', 'c', true)]
    [InlineData('a', null, 'a', false)]
    public async Task LookAsync_DigestThatWasLookedAt_IsNotAskedForAgain(char digest, char? index, char fixedTo, bool isAsked)
    {
        var known = new TagContent(Digest(digest), index is { } letter ? Digest(letter) : null);
        _rig.Registry.Answer = Rig.Remote() with { Digest = Digest('c') };

        var found = await Tags().LookAsync(ImageReference.Parse($"redis:7@{Digest(fixedTo)}"), null, known, Token);

        Assert.Equal((isAsked, isAsked), (_rig.Registry.Requests > 0, found.Value != known));
    }

    Task<Result<RepositoryTags>> ITagList.ListAsync(ImageReference repository, ScanPriority priority, CancellationToken cancellationToken) => Task.FromResult(_tags);

    Task<TagLook> ITagLookup.LookAsync(TagQuestion question, CancellationToken cancellationToken)
    {
        _question = question;
        return Task.FromResult(_look);
    }

    private static ImageDigest Digest(char letter) => ImageDigest.Parse("sha256:" + new string(letter, 64));

    private static TagLook Answered(ImageDigest pointed, ImageDigest? platform) => new(Redis, TagLookOutcome.Answered)
    {
        Sight = new TagSight(pointed, platform is { } digest ? new Dictionary<ImagePlatform, ImageDigest> { [ImagePlatform.Default] = digest } : []),
        Platforms = [new PlatformLook(ImagePlatform.Default, platform is null ? PlatformNews.Missing : PlatformNews.FirstSeen, platform)],
    };

    private static Watch Of(string image, string? tags = null, int? newest = null) => new()
    {
        Id = "w", Image = ImageReference.Parse(image), Tags = tags, Newest = newest, Schedule = new WatchSchedule("nightly", "0 3 * * *", "UTC"), Owner = "o",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private WatchedTags Tags() => new(this, this, _rig.Registry);
}
