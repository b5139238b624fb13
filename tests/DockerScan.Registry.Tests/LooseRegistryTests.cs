using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tests;

/// <summary>What engines pull although it is not as the specifications have it.</summary>
public sealed class LooseRegistryTests
{
    private const string Root = "https://r.example";
    private const string Config = """{"os":"linux","architecture":"amd64"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"text/html\"")]
    [InlineData("\"application/json\"")]
    [InlineData("\"\"")]
    [InlineData("\"application/octet-stream\"")]
    [InlineData("null")]
    [InlineData("\"application/vnd.docker.container.image.v1+json\"")]
    public async Task ResolveAsync_MediaTypeOfTheConfiguration_IsTakenAsEnginesDo(string type)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(Config, 5).Replace("\"application/vnd.oci.image.config.v1+json\"", type, StringComparison.Ordinal));

        Assert.True((await ResolveAsync(fake)).IsSuccess);
    }

    [Theory]
    [InlineData("application/vnd.cncf.helm.config.v1+json")]
    [InlineData("application/vnd.oci.empty.v1+json")]
    [InlineData("text/plain")]
    public async Task ResolveAsync_ConfigurationOfAnotherArtifact_IsNoImage(string type)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(Config, 5).Replace("application/vnd.oci.image.config.v1+json", type, StringComparison.Ordinal));

        Assert.Contains($"is not a container image ({type})", (await ResolveAsync(fake)).Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", null, "linux/amd64")]
    [InlineData("""{"os":"linux"}""", null, "linux/amd64")]
    [InlineData("""{"os":"","architecture":""}""", null, "linux/amd64")]
    [InlineData("""{"architecture":"arm64"}""", null, "linux/arm64")]
    [InlineData("{}", "linux/arm64", "linux/arm64")]
    [InlineData("""{"os":"Linux","architecture":"AMD64"}""", "linux/amd64", "linux/amd64")]
    [InlineData("""{"os":"linux","architecture":"arm","variant":"v6"}""", "linux/arm/v7", "linux/arm/v6")]
    [InlineData("""{"os":"linux","architecture":"arm"}""", "linux/arm/v6", "linux/arm")]
    [InlineData("""{"os":"linux","architecture":"amd64","variant":"v2"}""", "linux/amd64", "linux/amd64/v2")]
    public async Task ResolveAsync_PartsOfThePlatformMissing_IsWhatAnEngineTakesItFor(string config, string? wanted, string expected)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(config, 5));

        var resolved = await ResolveAsync(fake, wanted);

        Assert.True(resolved.IsSuccess, resolved.Failure?.Message);
        Assert.Equal(expected, resolved.Value.Platform.ToString());
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.NotImplemented)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task ResolveAsync_HeadRefused_GetIsTried(HttpStatusCode status)
    {
        using var fake = new FakeRegistry();
        var manifest = FakeRegistry.Manifest(Config, 5);
        fake.Manifest(Root, "a", "1", manifest);
        fake.On($"{Root}/v2/a/manifests/1", request => request.Method == HttpMethod.Head ? FakeRegistry.Status(status) : FakeRegistry.Answer(manifest, MediaTypes.OciManifest));

        // Without a clock that advances: nothing waits before the GET.
        Assert.Equal(FakeRegistry.Digest(manifest), (await ResolveAsync(fake)).Value!.Digest.Value);
    }

    [Fact]
    public async Task ResolveAsync_HeadAsksToWait_IsBelieved()
    {
        using var fake = new FakeRegistry();
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.TooManyRequests));

        Assert.Equal(FailureKind.RateLimited, (await ResolveAsync(fake)).Failure!.Kind);
        Assert.Single(fake.Requests);
    }

    [Fact]
    public async Task ResolveAsync_Forbidden_IsNoAccessAndNoTagIsSuggested()
    {
        using var fake = new FakeRegistry();
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.Forbidden));
        fake.On($"{Root}/v2/a/tags/list", _ => FakeRegistry.Answer("""{"name":"a","tags":["1","2"]}"""));

        var failure = (await ResolveAsync(fake)).Failure!;

        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Contains("no access", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["1"]""", "the registry lists the tag and has nothing under it")]
    [InlineData("""["1","2"]""", "the registry lists the tag and has nothing under it")]
    [InlineData("""["2"]""", "did you mean r.example/a:2?")]
    [InlineData("null", "was not found at r.example")]
    public async Task ResolveAsync_NoManifestUnderTheTag_NeverSuggestsWhatWasTyped(string tags, string expected)
    {
        using var fake = new FakeRegistry();
        fake.On($"{Root}/v2/a/tags/list", _ => FakeRegistry.Answer($$"""{"name":"a","tags":{{tags}}}"""));

        var failure = (await ResolveAsync(fake)).Failure!;

        Assert.Equal(FailureKind.ImageNotFound, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean r.example/a:1?", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_IndexWithOneEntryWithoutPlatform_IsJudgedByItsConfiguration()
    {
        using var fake = new FakeRegistry();
        var manifest = FakeRegistry.Manifest(Config, 5);
        fake.Manifest(Root, "a", null, manifest);
        fake.Manifest(Root, "a", "1", $$$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{{MediaTypes.OciManifest}}}","digest":"{{{FakeRegistry.Digest(manifest)}}}","size":9}]}""", MediaTypes.OciIndex);

        var resolved = await ResolveAsync(fake);
        var wrong = await ResolveAsync(fake, "linux/arm64");

        Assert.Equal((FakeRegistry.Digest(manifest), "linux/amd64"), (resolved.Value!.Digest.Value, resolved.Value.Platform.ToString()));
        Assert.Contains("has no linux/arm64; it is linux/amd64", wrong.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("300")]
    [InlineData("\"300\"")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("null")]
    [InlineData("9999999999")]
    [InlineData("99999999999999999999999")]
    [InlineData("1e400")]
    [InlineData("3.5")]
    [InlineData("\"soon\"")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("true")]
    public async Task ResolveAsync_ExpiryOfATokenThatIsOdd_DoesNotMatter(string expiry)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(Config, 5));
        fake.Before($"{Root}/v2/", request => request.Headers.Authorization?.Parameter == "good"
            ? null : FakeRegistry.Status(HttpStatusCode.Unauthorized, ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\"")));
        fake.On("https://auth.example/token", _ => FakeRegistry.Answer($$"""{"expires_in":{{expiry}},"token":"good"}"""));

        Assert.True((await ResolveAsync(fake)).IsSuccess);
        Assert.True((await ResolveAsync(fake)).IsSuccess);
        Assert.Single(fake.Requests, request => request.Contains("auth.example", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"5\"", 5)]
    [InlineData("5.0", 5)]
    [InlineData("null", 0)]
    [InlineData("\"?\"", 0)]
    [InlineData("1e30", long.MaxValue)]
    public async Task ResolveAsync_SizeThatIsOnlyAddedUp_DoesNotEndIt(string size, long expected)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(Config, 5).Replace("\"size\":5}", $"\"size\":{size}}}", StringComparison.Ordinal));

        Assert.Equal(expected, (await ResolveAsync(fake)).Value!.CompressedBytes);
    }

    private static Task<Result<RegistryImage>> ResolveAsync(FakeRegistry fake, string? platform = null)
    {
        ImagePlatform? wanted = null;
        Assert.True(platform is null || ImagePlatform.TryParse(platform, out wanted));
        return fake.Registry.ResolveAsync(ImageReference.Parse("r.example/a:1"), wanted, Token);
    }
}
