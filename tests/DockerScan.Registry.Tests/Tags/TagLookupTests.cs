using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Tags;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tests.Tags;

public sealed class TagLookupTests
{
    private const string Root = "https://r.example";
    private const string Config = """{"os":"linux","architecture":"amd64"}""";

    private static readonly ImagePlatform Amd = ImagePlatform.Default;
    private static readonly ImagePlatform Arm = new("linux", "arm64");
    private static readonly string AmdManifest = FakeRegistry.Manifest(Config, 1);
    private static readonly string ArmManifest = FakeRegistry.Manifest("arm", 2);
    private static readonly string OtherManifest = FakeRegistry.Manifest(Config, 3);

    [Fact]
    public async Task LookAsync_FirstSight_KnowsEachPlatformForOnePull()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", Index(AmdManifest, ArmManifest), MediaTypes.OciIndex);

        var look = await LookAsync(fake, null, Amd, Arm, new ImagePlatform("linux", "s390x"));

        Assert.Equal((TagLookOutcome.Answered, 1, true), (look.Outcome, look.Pulls, look.IsNews));
        Assert.Equal([PlatformNews.FirstSeen, PlatformNews.FirstSeen, PlatformNews.Missing], look.Platforms.Select(platform => platform.News));
        Assert.Equal([FakeRegistry.Digest(AmdManifest), FakeRegistry.Digest(ArmManifest), null], look.Platforms.Select(platform => platform.Digest?.Value));
        Assert.Equal((FakeRegistry.Digest(Index(AmdManifest, ArmManifest)), 2), (look.Sight!.Digest.Value, look.Sight.Platforms.Count));
        Assert.StartsWith("HEAD", fake.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookAsync_Unchanged_IsOneHead()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", Index(AmdManifest, ArmManifest), MediaTypes.OciIndex);
        var known = (await LookAsync(fake, null, Amd, Arm)).Sight;
        fake.Requests.Clear();

        var look = await LookAsync(fake, known, Amd, Arm);

        Assert.Equal([PlatformNews.Unchanged, PlatformNews.Unchanged], look.Platforms.Select(platform => platform.News));
        Assert.Equal((0, false), (look.Pulls, look.IsNews));
        Assert.Equal([$"HEAD {Root}/v2/a/manifests/1"], fake.Requests);
    }

    [Fact]
    public async Task LookAsync_OnlyTheIndexChanged_IsNoNews()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", Index(AmdManifest, ArmManifest), MediaTypes.OciIndex);
        var known = (await LookAsync(fake, null, Amd)).Sight;
        var rebuilt = FakeRegistry.Index((AmdManifest, "linux/amd64", false), (OtherManifest, "linux/arm64", false), ("attestation", "unknown/unknown", true));
        fake.Manifest(Root, "a", "1", rebuilt, MediaTypes.OciIndex);

        var look = await LookAsync(fake, known, Amd);
        var again = await LookAsync(fake, look.Sight, Amd);

        Assert.Equal((PlatformNews.Unchanged, false, 1), (Assert.Single(look.Platforms).News, look.IsNews, look.Pulls));
        // The new index is kept, or it would be fetched each time.
        Assert.Equal((FakeRegistry.Digest(rebuilt), 0), (look.Sight!.Digest.Value, again.Pulls));
    }

    [Fact]
    public async Task LookAsync_OnePlatformChanged_IsNewsOfThatOne()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", Index(AmdManifest, ArmManifest), MediaTypes.OciIndex);
        var known = (await LookAsync(fake, null, Amd, Arm)).Sight;
        fake.Manifest(Root, "a", "1", FakeRegistry.Index((OtherManifest, "linux/amd64", false)), MediaTypes.OciIndex);

        var look = await LookAsync(fake, known, Amd, Arm);

        Assert.Equal([PlatformNews.Changed, PlatformNews.Missing], look.Platforms.Select(platform => platform.News));
        Assert.Equal(FakeRegistry.Digest(OtherManifest), look.Platforms[0].Digest!.Value.Value);
        Assert.False(look.Sight!.Platforms.ContainsKey(Arm));
    }

    [Fact]
    public async Task LookAsync_ManifestWithoutAnIndex_CostsNoPull()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", AmdManifest);
        var known = (await LookAsync(fake, null, Amd)).Sight;
        fake.Manifest(Root, "a", "1", OtherManifest);

        var look = await LookAsync(fake, known, Amd);

        Assert.Equal((PlatformNews.Changed, 0), (Assert.Single(look.Platforms).News, look.Pulls));
        Assert.All(fake.Requests, request => Assert.StartsWith("HEAD", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LookAsync_TwoTagsOfOneIndex_CostOnePullAndAreOneGroup()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", Index(AmdManifest, ArmManifest), MediaTypes.OciIndex);
        fake.Manifest(Root, "a", "latest", Index(AmdManifest, ArmManifest), MediaTypes.OciIndex);
        fake.Manifest(Root, "a", "2", OtherManifest);

        var looks = new[] { await LookAsync(fake, null, Amd), await LookAsync(fake, null, "r.example/a:latest"), await LookAsync(fake, null, "r.example/a:2") };

        Assert.Equal(1, looks.Sum(look => look.Pulls));
        Assert.Equal(["1,latest", "2"], TagGroup.Of(looks).Select(group => string.Join(',', group.Tags.Select(tag => tag.Tag))));
    }

    [Fact]
    public async Task LookAsync_TagComesBack_IsNewsTwiceAndFetchedOnce()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", Index(AmdManifest, ArmManifest), MediaTypes.OciIndex);
        var first = await LookAsync(fake, null, Amd);
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.NotFound));
        fake.On($"{Root}/v2/a/tags/list", _ => FakeRegistry.Answer("""{"name":"a","tags":null}"""));

        var gone = await LookAsync(fake, first.Sight, Amd);
        fake.Manifest(Root, "a", "1", Index(OtherManifest, ArmManifest), MediaTypes.OciIndex);
        var back = await LookAsync(fake, gone.Sight, Amd);

        Assert.Equal((TagLookOutcome.TagGone, false), (gone.Outcome, gone.IsNews));
        // What was known before stays known, so that a tag that comes back with other content is told.
        Assert.Equal(first.Sight, gone.Sight);
        Assert.Equal(PlatformNews.Changed, Assert.Single(back.Platforms).News);
    }

    [Theory]
    [InlineData(null, TagLookOutcome.RepositoryGone)]
    [InlineData("""{"name":"a","tags":null}""", TagLookOutcome.TagGone)]
    [InlineData("""{"name":"a","tags":["2"]}""", TagLookOutcome.TagGone)]
    [InlineData("""{"name":"a","tags":["1"]}""", TagLookOutcome.Unreadable)]
    [InlineData("<html>", TagLookOutcome.Unavailable)]
    public async Task LookAsync_NotFound_IsOnlyGoneWhenTheListSaysSo(string? list, TagLookOutcome outcome)
    {
        using var fake = new FakeRegistry();
        if (list is not null)
        {
            fake.On($"{Root}/v2/a/tags/list", _ => FakeRegistry.Answer(list));
        }

        var look = await LookAsync(fake, null, Amd);

        Assert.Equal((outcome, false), (look.Outcome, look.IsNews));
        Assert.NotNull(look.Failure);
    }

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.OK)]
    public async Task LookAsync_HeadRefused_GetAnswers(HttpStatusCode head)
    {
        using var fake = new FakeRegistry();
        var index = Index(AmdManifest, ArmManifest);
        fake.On($"{Root}/v2/a/manifests/1", request => request.Method == HttpMethod.Head ? FakeRegistry.Status(head) : FakeRegistry.Answer(index, MediaTypes.OciIndex));

        var first = await LookAsync(fake, null, Amd);
        var again = await LookAsync(fake, first.Sight, Amd);

        Assert.Equal((FakeRegistry.Digest(AmdManifest), 1), (Assert.Single(first.Platforms).Digest!.Value.Value, first.Pulls));
        Assert.Equal(PlatformNews.Unchanged, Assert.Single(again.Platforms).News);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, TagLookOutcome.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden, TagLookOutcome.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests, TagLookOutcome.RequestLimit)]
    [InlineData(HttpStatusCode.Gone, TagLookOutcome.Unavailable)]
    public async Task LookAsync_Refusal_IsNamedAndNoNews(HttpStatusCode status, TagLookOutcome outcome)
    {
        using var fake = new FakeRegistry();
        var known = new TagSight(ImageDigest.Parse(FakeRegistry.Digest("x")), new Dictionary<ImagePlatform, ImageDigest>());
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(status));

        var look = await LookAsync(fake, known, Amd);

        Assert.Equal((outcome, false), (look.Outcome, look.IsNews));
        Assert.Same(known, look.Sight);
        Assert.NotNull(look.Failure);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData((HttpStatusCode)599)]
    public async Task LookAsync_NeitherHeadNorGetIsAnswered_IsUnavailableAndNoNews(HttpStatusCode status)
    {
        using var fake = new FakeRegistry();
        var known = new TagSight(ImageDigest.Parse(FakeRegistry.Digest("x")), new Dictionary<ImagePlatform, ImageDigest>());
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(status));

        var look = await AdvancingAsync(fake, LookAsync(fake, known, Amd));

        Assert.Equal((TagLookOutcome.Unavailable, false), (look.Outcome, look.IsNews));
        Assert.Same(known, look.Sight);
        Assert.Equal(FailureKind.RegistryUnavailable, look.Failure?.Kind);
    }

    [Fact]
    public async Task LookAsync_NobodyAnswers_EndsAtItsLimitAndIsNoNews()
    {
        using var fake = new FakeRegistry { Hangs = true };
        var known = new TagSight(ImageDigest.Parse(FakeRegistry.Digest("x")), new Dictionary<ImagePlatform, ImageDigest>());
        var started = fake.Time.GetUtcNow();

        var look = await AdvancingAsync(fake, LookAsync(fake, known, Amd));

        Assert.Equal((TagLookOutcome.TimedOut, false), (look.Outcome, look.IsNews));
        Assert.Same(known, look.Sight);
        Assert.InRange(fake.Time.GetUtcNow() - started, TimeSpan.FromSeconds(new RegistryOptions().TimeoutSeconds), TimeSpan.FromMinutes(2));
    }

    /// <summary>What HEAD says of the digest is looked up by that digest, and what comes is hashed: neither of both lies is news.</summary>
    [Fact]
    public async Task LookAsync_HeadNamesAnotherDigestThanThereIs_IsNoNews()
    {
        using var fake = new FakeRegistry();
        var index = Index(AmdManifest, ArmManifest);
        fake.Manifest(Root, "a", "1", index, MediaTypes.OciIndex);
        var known = (await LookAsync(fake, null, Amd)).Sight;
        var (real, made) = (FakeRegistry.Answer(index, MediaTypes.OciIndex), FakeRegistry.Digest("made up"));
        real.Headers.Remove("Docker-Content-Digest");
        real.Headers.Add("Docker-Content-Digest", made);
        fake.On($"{Root}/v2/a/manifests/1", _ => real);
        fake.On($"{Root}/v2/a/manifests/{made}", _ => FakeRegistry.Answer(index, MediaTypes.OciIndex));

        var look = await LookAsync(fake, known, Amd);

        Assert.Equal((TagLookOutcome.Untrusted, false), (look.Outcome, look.IsNews));
        Assert.Same(known, look.Sight);
    }

    [Fact]
    public async Task LookAsync_OtherContentThanTheDigest_IsUntrusted()
    {
        using var fake = new FakeRegistry();
        var index = Index(AmdManifest, ArmManifest);
        fake.Manifest(Root, "a", "1", index, MediaTypes.OciIndex);
        fake.On($"{Root}/v2/a/manifests/{FakeRegistry.Digest(index)}", _ => FakeRegistry.Answer(Index(OtherManifest, ArmManifest), MediaTypes.OciIndex));

        Assert.Equal(TagLookOutcome.Untrusted, (await LookAsync(fake, null, Amd)).Outcome);
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":"sha256:1","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"manifests":[{"digest":"sha256:1","size":1,"platform":{"os":"linux","architecture":"amd64"}}]}""")]
    [InlineData("""{"schemaVersion":2,"manifests":[],"layers":[]}""")]
    public async Task LookAsync_NoImage_IsUnreadable(string content)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", content, "application/json");

        Assert.Equal(TagLookOutcome.Unreadable, (await LookAsync(fake, null, Amd)).Outcome);
    }

    [Fact]
    public async Task LookAsync_IndexInAnIndex_IsFollowedOnce()
    {
        using var fake = new FakeRegistry();
        var inner = Index(AmdManifest, ArmManifest);
        fake.Manifest(Root, "a", null, inner, MediaTypes.OciIndex);
        fake.Manifest(
            Root, "a", "1", $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{MediaTypes.OciIndex}}","digest":"{{FakeRegistry.Digest(inner)}}","size":1,"platform":{"os":"linux","architecture":"amd64"} }]}""", MediaTypes.OciIndex);

        var look = await LookAsync(fake, null, Amd);

        Assert.Equal((FakeRegistry.Digest(AmdManifest), 2), (Assert.Single(look.Platforms).Digest!.Value.Value, look.Pulls));
    }

    [Fact]
    public async Task LookAsync_NotAllowed_AsksNothing()
    {
        using var fake = new FakeRegistry();

        Assert.Equal(TagLookOutcome.NotAllowed, (await LookAsync(fake, null, "other.example/a:1")).Outcome);
        Assert.Empty(fake.Requests);
    }

    [Fact]
    public async Task LookAsync_PullLimitUsedUp_HeadsGoOnAndPullsWait()
    {
        using var fake = new FakeRegistry();
        Limited(fake, "1", Index(AmdManifest, ArmManifest), () => 0);
        var known = (await LookAsync(fake, null, Amd)).Sight;

        var look = await LookAsync(fake, known, Amd);

        Assert.Equal(TagLookOutcome.Deferred, look.Outcome);
        Assert.All(fake.Requests, request => Assert.StartsWith("HEAD", request, StringComparison.Ordinal));
        Assert.Equal((100, 0), (Assert.Single(fake.Budget.States).Limit, fake.Budget.States[0].Remaining));
    }

    [Fact]
    public async Task LookAsync_OnlyTheReserveIsLeft_SchedulesWaitAndPeopleDoNot()
    {
        using var fake = new FakeRegistry();
        Limited(fake, "1", Index(AmdManifest, ArmManifest), () => 25);

        var schedule = await LookAsync(fake, null, Amd);
        var person = await fake.Lookup.LookAsync(new TagQuestion(ImageReference.Parse("r.example/a:1"), [Amd], null) { Priority = ScanPriority.Person }, TestContext.Current.CancellationToken);

        Assert.Equal((TagLookOutcome.Deferred, fake.Time.GetUtcNow().AddHours(6)), (schedule.Outcome, schedule.RetryAt));
        Assert.Equal((TagLookOutcome.Answered, 1), (person.Outcome, person.Pulls));
    }

    [Fact]
    public async Task LookAsync_TooManyRequests_NothingIsAskedUntilThen()
    {
        using var fake = new FakeRegistry();
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.TooManyRequests, ("Retry-After", "120")));

        var first = await LookAsync(fake, null, Amd);
        var second = await LookAsync(fake, null, Amd);
        fake.Manifest(Root, "a", "1", AmdManifest);
        fake.Time.Advance(TimeSpan.FromSeconds(121));
        var third = await LookAsync(fake, null, Amd);

        Assert.Equal((TagLookOutcome.RequestLimit, fake.Time.GetUtcNow().AddSeconds(-1)), (first.Outcome, first.RetryAt));
        Assert.Equal((TagLookOutcome.Deferred, TagLookOutcome.Answered), (second.Outcome, third.Outcome));
        Assert.Equal(2, fake.Requests.Count);
    }

    private static string Index(string amd, string arm) => FakeRegistry.Index((amd, "linux/amd64", false), (arm, "linux/arm64", false));

    private static void Limited(FakeRegistry fake, string tag, string content, Func<int> remaining)
    {
        foreach (var name in new[] { tag, FakeRegistry.Digest(content) })
        {
            fake.On($"{Root}/v2/a/manifests/{name}", _ =>
            {
                var answer = FakeRegistry.Answer(content, MediaTypes.OciIndex);
                answer.Headers.Add("ratelimit-limit", "100;w=21600");
                answer.Headers.Add("ratelimit-remaining", FormattableString.Invariant($"{remaining()};w=21600"));
                return answer;
            });
        }
    }

    private static async Task<TagLook> AdvancingAsync(FakeRegistry fake, Task<TagLook> looking)
    {
        while (!looking.IsCompleted)
        {
            fake.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await looking;
    }

    private static Task<TagLook> LookAsync(FakeRegistry fake, TagSight? known, params ImagePlatform[] platforms)
        => fake.Lookup.LookAsync(new TagQuestion(ImageReference.Parse("r.example/a:1"), platforms, known), TestContext.Current.CancellationToken);

    private static Task<TagLook> LookAsync(FakeRegistry fake, TagSight? known, string reference)
        => fake.Lookup.LookAsync(new TagQuestion(ImageReference.Parse(reference), [Amd], known), TestContext.Current.CancellationToken);
}
