using System.Security.Cryptography;
using DockerScan.Core.Images;
using DockerScan.Core.Pulls;
using DockerScan.Core.Scans;
using DockerScan.Core.Tags;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;
using DockerScan.TestKit.Registries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Registry.Tests;

/// <summary>The registration that the program uses, through a proxy that adds what Docker Hub adds, before a real registry.</summary>
[Trait("Category", "Engine")]
public sealed class RealTagTests : IAsyncDisposable
{
    private const string Amd = """{"os":"linux","architecture":"amd64"}""";

    private readonly RegistryProxy _proxy;
    private readonly ServiceProvider _services;
    private readonly HttpClient _http;
    private readonly string _path = "dockerscan-tags/" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private readonly Uri _root;

    public RealTagTests()
    {
        var host = RealRegistry.Host();
        _proxy = new RegistryProxy(host);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddRegistry();
        services.Configure<RegistryOptions>(options => options.AllowedRegistries = [_proxy.Host]);
        _services = services.BuildServiceProvider();
        _http = _services.GetRequiredService<IHttpClientFactory>().CreateClient(RegistryHttp.ExemptClientName);
        _root = new Uri($"http://{host}/v2/{_path}/");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ITagLookup Lookup => _services.GetRequiredService<ITagLookup>();

    private IPullBudget Budget => _services.GetRequiredService<IPullBudget>();

    [Fact]
    public async Task Look_ReplacedPushedAgainAndDeleted_EachIsWhatItIs()
    {
        _proxy.Remaining = 100;
        var first = await PushAsync("1", 1);
        var seen = await LookAsync("1", null);
        await PushAsync("1", 1);
        var same = await LookAsync("1", seen.Sight);
        var second = await PushAsync("1", 2);
        var replaced = await LookAsync("1", same.Sight);
        // The same platform in another index.
        var manifest = FakeRegistry.Manifest(Amd, 2);
        var rebuilt = FakeRegistry.Index((manifest, "linux/amd64", false), (manifest, "unknown/unknown", true));
        await RealRegistry.PushManifestAsync(_http, _root, "1", rebuilt, MediaTypes.OciIndex);
        var indexOnly = await LookAsync("1", replaced.Sight);
        await RealRegistry.DeleteManifestAsync(_http, _root, rebuilt);
        var gone = await LookAsync("1", indexOnly.Sight);
        await RealRegistry.PushManifestAsync(_http, _root, "1", second, MediaTypes.OciIndex);
        var back = await LookAsync("1", gone.Sight);

        Assert.Equal([PlatformNews.FirstSeen, PlatformNews.Unchanged, PlatformNews.Changed, PlatformNews.Unchanged, PlatformNews.Unchanged], new[] { seen, same, replaced, indexOnly, back }.Select(look => Assert.Single(look.Platforms).News));
        Assert.Equal(TagLookOutcome.TagGone, gone.Outcome);
        // One for each index that was new; the one that came back was known. The 404 is asked for once more, by GET.
        Assert.Equal([1, 0, 1, 1, 1, 0], new[] { seen, same, replaced, indexOnly, gone, back }.Select(look => look.Pulls));
        Assert.NotEqual(first, second);
        Assert.Equal((100, _proxy.Remaining), (Assert.Single(Budget.States).Limit, Budget.States[0].Remaining));
    }

    [Fact]
    public async Task Look_LastTagDeleted_TheRepositoryIsStillThere()
    {
        var index = await PushAsync("only", 3);
        var seen = await LookAsync("only", null);
        await RealRegistry.DeleteManifestAsync(_http, _root, index);

        var gone = await LookAsync("only", seen.Sight);
        var never = await Lookup.LookAsync(new TagQuestion(ImageReference.Parse($"{_proxy.Host}/{_path}x:1"), [ImagePlatform.Default], null), Token);
        var tags = await _services.GetRequiredService<ITagList>().ListAsync(Reference("only"), ScanPriority.Schedule, Token);

        Assert.Equal((TagLookOutcome.TagGone, TagLookOutcome.RepositoryGone), (gone.Outcome, never.Outcome));
        Assert.Empty(tags.Value!.Tags);
    }

    [Fact]
    public async Task Look_HeadRefused_GetAnswers()
    {
        _proxy.RefusesHead = true;
        await PushAsync("1", 4);

        var seen = await LookAsync("1", null);
        var same = await LookAsync("1", seen.Sight);

        Assert.Equal((PlatformNews.FirstSeen, PlatformNews.Unchanged), (Assert.Single(seen.Platforms).News, Assert.Single(same.Platforms).News));
    }

    [Fact]
    public async Task Look_PullLimitUsedUp_WaitsForPullsAndGoesOnWithLooks()
    {
        await PushAsync("1", 5);
        var known = (await LookAsync("1", null)).Sight;
        await PushAsync("2", 6);
        _proxy.Remaining = 0;

        // Nothing is known of the limit before the first answer: what it says is kept to at once.
        var held = await LookAsync("2", null);
        var unchanged = await LookAsync("1", known);
        // The engine, or another program, spent the last one: the registry refuses, in words.
        _proxy.Remaining = 1;
        var person = await Lookup.LookAsync(new TagQuestion(Reference("2"), [ImagePlatform.Default], null) { Priority = ScanPriority.Person }, Token);
        await PushAsync("3", 7);
        var refused = await _services.GetRequiredService<IImageRegistry>().ResolveAsync(Reference("3"), null, Token);

        Assert.Equal((TagLookOutcome.Deferred, TagLookOutcome.Answered, TagLookOutcome.Answered), (held.Outcome, unchanged.Outcome, person.Outcome));
        Assert.Equal(Core.FailureKind.RateLimited, refused.Failure!.Kind);
        Assert.Equal((PullRest.Pulls, 0), (Assert.Single(Budget.States).Rest, Budget.States[0].Remaining));
    }

    [Fact]
    public async Task Look_TooManyRequests_NothingMoreIsAsked()
    {
        await PushAsync("1", 8);
        _proxy.IsFlooded = true;

        var refused = await LookAsync("1", null);
        var count = _proxy.Requests.Count;
        var put = await LookAsync("1", null);

        Assert.Equal((TagLookOutcome.RequestLimit, TagLookOutcome.Deferred, count), (refused.Outcome, put.Outcome, _proxy.Requests.Count));
        Assert.NotNull(put.RetryAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_Pages_AreReadToTheEnd(bool isAbsolute)
    {
        (_proxy.PageSize, _proxy.LinksAbsolutely) = (3, isAbsolute);
        foreach (var tag in new[] { "17.2-alpine", "16-alpine", "17-alpine", "18rc1-trixie", "9", "latest", "15-alpine", "17", "sha256-" + new string('a', 64) + ".sig" })
        {
            await PushAsync(tag, 9);
        }

        var tags = (await _services.GetRequiredService<ITagList>().ListAsync(Reference("latest"), ScanPriority.Schedule, Token)).Value!;
        var chosen = TagSelection.Select(tags.Tags, new TagRule { Like = "16-alpine", Newest = 2 });

        Assert.Equal((9, 3, true), (tags.Tags.Count, tags.Pages, tags.IsWhole));
        Assert.Equal(["17-alpine", "16-alpine"], chosen.Tags);
        Assert.Equal(0, _proxy.Pulls);
    }

    [Fact]
    public async Task Look_ThousandUnchanged_IsAHeadEach()
    {
        await PushAsync("1", 10);
        var known = (await LookAsync("1", null)).Sight;
        var pulls = _proxy.Pulls;

        var looks = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => LookAsync("1", known)));

        Assert.All(looks, look => Assert.Equal((TagLookOutcome.Answered, false), (look.Outcome, look.IsNews)));
        Assert.Equal(pulls, _proxy.Pulls);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    private ImageReference Reference(string tag) => ImageReference.Parse($"{_proxy.Host}/{_path}:{tag}");

    private Task<TagLook> LookAsync(string tag, TagSight? known) => Lookup.LookAsync(new TagQuestion(Reference(tag), [ImagePlatform.Default], known), Token);

    private async Task<string> PushAsync(string tag, long size)
    {
        var manifest = FakeRegistry.Manifest(Amd, size);
        foreach (var blob in new[] { FakeRegistry.Configuration(Amd, 1), FormattableString.Invariant($"layer{size}") })
        {
            await RealRegistry.PushBlobAsync(_http, _root, blob);
        }

        await RealRegistry.PushManifestAsync(_http, _root, FakeRegistry.Digest(manifest), manifest, MediaTypes.OciManifest);
        var index = FakeRegistry.Index((manifest, "linux/amd64", false));
        await RealRegistry.PushManifestAsync(_http, _root, tag, index, MediaTypes.OciIndex);
        return index;
    }
}
