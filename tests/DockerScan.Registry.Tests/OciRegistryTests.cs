using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tests;

public sealed partial class OciRegistryTests
{
    private const string Hub = "https://registry-1.docker.io";
    private const string Root = "https://r.example";
    private const string Config = """{"os":"linux","architecture":"amd64"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ResolveAsync_IndexBehindATokenServer_ChoosesThePlatform()
    {
        using var fake = new FakeRegistry();
        var arm = FakeRegistry.Manifest("arm", 1);
        var amd = FakeRegistry.Manifest(Config, 100, 20, 3);
        var index = FakeRegistry.Index(("attestation", "unknown/unknown", true), (arm, "linux/arm64/v8", false), (amd, "linux/amd64", false));
        fake.Manifest(Hub, "library/redis", "7", index, MediaTypes.OciIndex);
        fake.Manifest(Hub, "library/redis", null, amd);
        Guard(fake, Hub, "library/redis");

        var resolved = await ResolveAsync(fake, "redis:7");
        var again = await ResolveAsync(fake, "redis:7");

        Assert.True(resolved.IsSuccess, resolved.Failure?.Message);
        var image = resolved.Value;
        Assert.Equal((FakeRegistry.Digest(amd), FakeRegistry.Digest(index)), (image.Digest.Value, image.IndexDigest!.Value.Value));
        Assert.Equal((123L, 3, "linux/amd64"), (image.CompressedBytes, image.LayerCount, image.Platform.ToString()));
        Assert.Equal(image, again.Value);
        // One dance for both, and no pull before the digest is known.
        Assert.Single(fake.Requests, request => request.Contains("auth.example", StringComparison.Ordinal));
        Assert.StartsWith("HEAD", fake.Requests[0], StringComparison.Ordinal);
        Assert.Contains(fake.Requests, request => request == "GET https://auth.example/token?service=registry&scope=repository%3Alibrary%2Fredis%3Apull");
    }

    [Fact]
    public async Task ResolveAsync_TokenOver_GetsANewOne()
    {
        using var fake = Single("a", "1");
        Guard(fake, Root, "a");
        Assert.True((await ResolveAsync(fake, "r.example/a:1")).IsSuccess);

        fake.Time.Advance(TimeSpan.FromSeconds(291));
        Assert.True((await ResolveAsync(fake, "r.example/a:1")).IsSuccess);

        Assert.Equal(2, fake.Requests.Count(request => request.Contains("auth.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ResolveAsync_SingleManifest_TakesThePlatformOfItsConfiguration()
    {
        using var fake = Single("a", "1");

        var resolved = await ResolveAsync(fake, "r.example/a:1");
        var wrong = await ResolveAsync(fake, "r.example/a:1", "linux/arm64");

        Assert.Equal("linux/amd64", resolved.Value!.Platform.ToString());
        Assert.Null(resolved.Value.IndexDigest);
        Assert.Equal(FailureKind.WrongPlatform, wrong.Failure!.Kind);
        Assert.Contains("linux/amd64", wrong.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_ByDigest_AsksNoTag()
    {
        using var fake = Single("a", "1");
        var digest = FakeRegistry.Digest(FakeRegistry.Manifest(Config, 5));

        var resolved = await ResolveAsync(fake, $"r.example/a@{digest}");

        Assert.Equal(digest, resolved.Value!.Digest.Value);
        Assert.DoesNotContain(fake.Requests, request => request.StartsWith("HEAD", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.OK)]
    public async Task ResolveAsync_HeadTellsNoDigest_HashesTheManifest(HttpStatusCode head)
    {
        using var fake = Single("a", "1");
        var manifest = FakeRegistry.Manifest(Config, 5);
        fake.On($"{Root}/v2/a/manifests/1", request => request.Method == HttpMethod.Head
            ? FakeRegistry.Status(head)
            : FakeRegistry.Answer(manifest, MediaTypes.OciManifest));

        Assert.Equal(FakeRegistry.Digest(manifest), (await ResolveAsync(fake, "r.example/a:1")).Value!.Digest.Value);
    }

    [Fact]
    public async Task ResolveAsync_OtherContentThanTheDigest_IsRefused()
    {
        using var fake = Single("a", "1");
        var digest = FakeRegistry.Digest(FakeRegistry.Manifest(Config, 5));
        fake.On($"{Root}/v2/a/manifests/{digest}", _ => FakeRegistry.Answer(FakeRegistry.Manifest(Config, 6), MediaTypes.OciManifest));

        var resolved = await ResolveAsync(fake, "r.example/a:1");

        Assert.Equal(FailureKind.RegistryUnavailable, resolved.Failure!.Kind);
        Assert.Contains("do not trust", resolved.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_UnknownTag_SuggestsTheNearest()
    {
        using var fake = Single("a", "latest");
        fake.On($"{Root}/v2/a/tags/list", _ => FakeRegistry.Answer("""{"name":"a","tags":["1","latest"]}"""));

        var resolved = await ResolveAsync(fake, "r.example/a:lastest");

        Assert.Equal(FailureKind.ImageNotFound, resolved.Failure!.Kind);
        Assert.Contains("did you mean r.example/a:latest?", resolved.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_UnknownRepository_SaysNotFoundOrNoAccess()
    {
        using var fake = new FakeRegistry();

        var resolved = await ResolveAsync(fake, "nosuch");

        Assert.Equal(FailureKind.ImageNotFound, resolved.Failure!.Kind);
        Assert.Contains("owner/nosuch", resolved.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_RefusedAfterAToken_SaysNotFoundOrNoAccessAfterOneDance()
    {
        using var fake = new FakeRegistry();
        Guard(fake, Root, "a", accept: "another");

        var resolved = await ResolveAsync(fake, "r.example/a:1");

        Assert.Equal(FailureKind.Unauthorized, resolved.Failure!.Kind);
        Assert.Contains("no access", resolved.Failure.Message, StringComparison.Ordinal);
        Assert.InRange(fake.Requests.Count, 3, 8);
    }

    [Fact]
    public async Task ResolveAsync_Credentials_GoToTheTokenServerOnly()
    {
        using var fake = Single("a", "1");
        Guard(fake, Root, "a");
        fake.Credential = new RegistryCredential("me", new Secret("pw"), null);

        Assert.True((await ResolveAsync(fake, "r.example/a:1")).IsSuccess);

        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:pw"));
        Assert.All(
            fake.Requests,
            request => Assert.Equal(request.Contains("auth.example", StringComparison.Ordinal), request.Contains(basic, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ResolveAsync_CredentialsRefused_IsUnauthorized()
    {
        using var fake = Single("a", "1");
        Guard(fake, Root, "a");
        fake.On("https://auth.example/token", _ => FakeRegistry.Status(HttpStatusCode.Unauthorized));
        fake.Credential = new RegistryCredential("me", new Secret("pw"), null);

        var resolved = await ResolveAsync(fake, "r.example/a:1");

        Assert.Equal(FailureKind.Unauthorized, resolved.Failure!.Kind);
        Assert.Contains("docker login r.example", resolved.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", resolved.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, 1)]
    [InlineData(HttpStatusCode.NotFound, 2)]
    public async Task ResolveAsync_IdentityToken_UsesTheFormAndFallsBack(HttpStatusCode form, int requests)
    {
        using var fake = Single("a", "1");
        Guard(fake, Root, "a");
        string? body = null;
        fake.On("https://auth.example/token", request =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return FakeRegistry.Answer("""{"token":"good"}""");
            }

            using var reader = new StreamReader(request.Content!.ReadAsStream(Token));
            body = reader.ReadToEnd();
            return form == HttpStatusCode.OK ? FakeRegistry.Answer("""{"access_token":"good"}""") : FakeRegistry.Status(form);
        });
        fake.Credential = new RegistryCredential(string.Empty, null, new Secret("refresh me"));

        Assert.True((await ResolveAsync(fake, "r.example/a:1")).IsSuccess);

        Assert.Contains("grant_type=refresh_token", body, StringComparison.Ordinal);
        Assert.Contains("refresh_token=refresh+me", body, StringComparison.Ordinal);
        Assert.Equal(requests, fake.Requests.Count(request => request.Contains("auth.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ResolveAsync_BasicChallenge_SendsTheCredentialToTheRegistry()
    {
        using var fake = Single("a", "1");
        Require(fake, Root, "a", "Basic realm=\"r\"", header => header?.Scheme == "Basic");

        Assert.Equal(FailureKind.Unauthorized, (await ResolveAsync(fake, "r.example/a:1")).Failure!.Kind);
        fake.Credential = new RegistryCredential("me", new Secret("pw"), null);
        Assert.True((await ResolveAsync(fake, "r.example/a:1")).IsSuccess);
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"layers":[],"manifests":[]}""")]
    [InlineData("""{"schemaVersion":1,"fsLayers":[]}""")]
    [InlineData("""{"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":"x"},"layers":[]}""")]
    [InlineData("""{"manifests":[{"digest":"../../x","platform":{"os":"linux","architecture":"amd64"}}]}""")]
    [InlineData("""{"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:1"},"layers":[]}""")]
    [InlineData("<html>captive portal</html>")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task ResolveAsync_ManifestThatIsNone_IsAFailureNotAnException(string content)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", content, "application/json");

        Assert.False((await ResolveAsync(fake, "r.example/a:1")).IsSuccess);
    }

    [Fact]
    public async Task ResolveAsync_NegativeSize_IsRefused()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(Config, -1));

        Assert.Equal(FailureKind.Unsupported, (await ResolveAsync(fake, "r.example/a:1")).Failure!.Kind);
    }

    [Fact]
    public async Task ResolveAsync_SizesOverWhatANumberHolds_AreTheMost()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(Config, long.MaxValue, 1));

        Assert.Equal(long.MaxValue, (await ResolveAsync(fake, "r.example/a:1")).Value!.CompressedBytes);
    }

    [Fact]
    public async Task ResolveAsync_ManifestOverTheLimit_IsRefused()
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", new string(' ', 5_000_000));

        var failure = (await AdvancingAsync(fake, ResolveAsync(fake, "r.example/a:1"))).Failure!;

        Assert.Equal(FailureKind.RegistryUnavailable, failure.Kind);
        Assert.Contains("4718592", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_NestedIndexes_AreFollowedTwiceOnly()
    {
        using var fake = new FakeRegistry();
        var manifest = FakeRegistry.Manifest(Config, 7);
        var content = manifest;
        List<string> levels = [];
        for (var i = 0; i < 3; i++)
        {
            var type = i == 0 ? MediaTypes.OciManifest : MediaTypes.OciIndex;
            content = $$$"""{"mediaType":"{{{MediaTypes.OciIndex}}}","manifests":[{"mediaType":"{{{type}}}","digest":"{{{FakeRegistry.Digest(content)}}}","platform":{"os":"linux","architecture":"amd64"}}]}""";
            levels.Add(content);
        }

        fake.Manifest(Root, "a", null, manifest);
        fake.Manifest(Root, "a", "one", levels[0], MediaTypes.OciIndex);
        fake.Manifest(Root, "a", "two", levels[1], MediaTypes.OciIndex);
        fake.Manifest(Root, "a", "three", levels[2], MediaTypes.OciIndex);

        Assert.Equal(7, (await ResolveAsync(fake, "r.example/a:one")).Value!.CompressedBytes);
        Assert.Equal(FakeRegistry.Digest(levels[1]), (await ResolveAsync(fake, "r.example/a:two")).Value!.IndexDigest!.Value.Value);
        Assert.Equal(FailureKind.Unsupported, (await ResolveAsync(fake, "r.example/a:three")).Failure!.Kind);
    }

    private static async Task<Result<RegistryImage>> ResolveAsync(FakeRegistry fake, string reference, string? platform = null)
    {
        ImagePlatform? wanted = null;
        Assert.True(platform is null || ImagePlatform.TryParse(platform, out wanted));
        return await fake.Registry.ResolveAsync(ImageReference.Parse(reference), wanted, Token);
    }

    // Waits are of the fake clock: it is moved on whenever the client stands still.
    private static async Task<Result<RegistryImage>> AdvancingAsync(FakeRegistry fake, Task<Result<RegistryImage>> resolving)
    {
        while (!resolving.IsCompleted)
        {
            fake.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await resolving;
    }

    private static FakeRegistry Single(string path, string tag)
    {
        var fake = new FakeRegistry();
        fake.Manifest(Root, path, tag, FakeRegistry.Manifest(Config, 5));
        fake.Blob(Root, path, Config);
        return fake;
    }

    // A token server in front of everything that the repository has.
    private static void Guard(FakeRegistry fake, string root, string path, string accept = "good")
    {
        fake.On("https://auth.example/token", _ => FakeRegistry.Answer("""{"token":"good","expires_in":300}"""));
        Require(fake, root, path, "Bearer realm=\"https://auth.example/token\",service=\"registry\"", header => header?.ToString() == "Bearer " + accept);
    }

    private static void Require(FakeRegistry fake, string root, string path, string challenge, Func<AuthenticationHeaderValue?, bool> isGood)
        => fake.Before($"{root}/v2/{path}/", request => isGood(request.Headers.Authorization)
            ? null
            : FakeRegistry.Status(HttpStatusCode.Unauthorized, ("WWW-Authenticate", challenge)));
}
