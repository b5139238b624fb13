using System.Text;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tests.Manifests;

/// <summary>What no engine may be given. Each of these a registry could serve under its right digest.</summary>
public sealed class ManifestGuardTests
{
    private const string Root = "https://r.example";
    private const string Config = """{"os":"linux","architecture":"amd64"}""";
    private const string Diff = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("""{"os":"linux","architecture":"amd64"}""", "its configuration lists no layers")]
    [InlineData("""{"rootfs":null}""", "its configuration lists no layers")]
    [InlineData("""{"rootfs":{"type":"layers"}}""", "its manifest lists 1 layers and its configuration 0")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":null}}""", "its manifest lists 1 layers and its configuration 0")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["DIFF","DIFF"]}}""", "its manifest lists 1 layers and its configuration 2")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":[null]}}""", "its configuration holds digests that cannot be")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["sha256:1"]}}""", "its configuration holds digests that cannot be")]
    [InlineData("""{"rootfs":{"type":"other","diff_ids":["DIFF"]}}""", "its configuration lists no layers")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["DIFF"]},"RootFS":{"type":"layers"}}""", "its configuration says rootfs in two ways")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["DIFF"],"diff_ids":[]}}""", "its configuration says diff_ids in two ways")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["DIFF"],"diff_idſ":[]}}""", "its configuration says diff_ids in two ways")]
    public async Task ResolveAsync_ConfigurationThatDoesNotFit_IsRefusedBeforeThePull(string configuration, string expected)
        => Assert.Contains(expected, (await ResolveAsync(FakeRegistry.ManifestOf(configuration.Replace("DIFF", Diff, StringComparison.Ordinal), 5))).Failure!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"layers\":null", "not a container image")]
    [InlineData("\"layers\":[null]", "sizes or digests that cannot be")]
    [InlineData("\"layers\":[{}]", "sizes or digests that cannot be")]
    [InlineData("\"layers\":[{\"digest\":\"sha256:x\"}]", "sizes or digests that cannot be")]
    [InlineData("\"layers\":[{\"digest\":\"md5:0123456789abcdef0123456789abcdef\"}]", "sizes or digests that cannot be")]
    [InlineData("\"layers\":[{\"digest\":\"DIFF\",\"size\":-5}]", "sizes or digests that cannot be")]
    [InlineData("\"layers\":[{\"digest\":\"DIFF\",\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}]", "a layer that holds no files")]
    [InlineData("\"layers\":[{\"digest\":\"DIFF\",\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip+encrypted\"}]", "a layer that holds no files")]
    [InlineData("\"layers\":[{\"digest\":\"DIFF\",\"Digest\":\"DIFF\"}]", "it says digest in two ways")]
    [InlineData("\"layers\":[],\"Layers\":[{\"digest\":\"DIFF\"}]", "it says layers in two ways")]
    [InlineData("\"layers\":[],\"layers\":[{\"digest\":\"DIFF\"}]", "it says layers in two ways")]
    [InlineData("\"layers\":[],\"layerſ\":[{\"digest\":\"DIFF\"}]", "it says layers in two ways")]
    [InlineData("\"layers\":[],\"Config\":{}", "it says config in two ways")]
    [InlineData("\"layers\":[],\"fsLayers\":[],\"history\":[]", "schema 1")]
    [InlineData("\"layers\":[],\"signatures\":[]", "schema 1")]
    [InlineData("\"layers\":[],\"FSLAYERS\":[]", "it says fsLayers in two ways")]
    [InlineData("\"layers\":[],\"manifests\":[]", "its index is a manifest too")]
    public async Task ResolveAsync_ManifestThatIsMalformed_IsRefusedBeforeThePull(string layers, string expected)
    {
        var configuration = FakeRegistry.Configuration(Config, 0);
        _ = FakeRegistry.ManifestOf(configuration);
        var manifest = $$"""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{FakeRegistry.Digest(configuration)}}"},{{layers.Replace("DIFF", Diff, StringComparison.Ordinal)}}}""";

        Assert.Contains(expected, (await ResolveAsync(manifest, manifest.Contains("manifests", StringComparison.Ordinal) ? null : MediaTypes.OciManifest)).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_ManyLayers_AreBounded()
        => Assert.Contains("4097 layers", (await ResolveAsync(FakeRegistry.Manifest(Config, [.. Enumerable.Repeat(1L, 4097)]))).Failure!.Message, StringComparison.Ordinal);

    [Fact]
    public async Task ResolveAsync_DeeplyNested_IsRefused()
    {
        var manifest = FakeRegistry.Manifest(Config, 5).TrimEnd()[..^1] + ",\"x\":" + new string('[', 100) + new string(']', 100) + "}";

        Assert.Equal(FailureKind.RegistryUnavailable, (await ResolveAsync(manifest)).Failure!.Kind);
    }

    [Fact]
    public async Task ResolveAsync_ConfigurationMissing_IsNoWordOnTheTag()
    {
        using var fake = new FakeRegistry();
        var manifest = FakeRegistry.Manifest(Config, 77);
        fake.Manifest(Root, "a", "1", manifest);
        fake.Before($"{Root}/v2/a/blobs/", _ => FakeRegistry.Status(System.Net.HttpStatusCode.NotFound));

        var failure = (await fake.Registry.ResolveAsync(ImageReference.Parse("r.example/a:1"), null, TestContext.Current.CancellationToken)).Failure!;

        Assert.Equal(FailureKind.Unsupported, failure.Kind);
        Assert.Contains("the registry does not have its configuration", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    // Nothing to unpack.
    [InlineData("""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers"}}""", 0)]
    [InlineData("""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[]}}""", 0)]
    // A command that is one word, names of labels in two cases, a configuration and a container_config.
    [InlineData("""{"config":{"Cmd":"sleep 60","Labels":{"a":"1","A":"2","config":"3"}},"container_config":{"Cmd":["x"]},"history":[{"created_by":"x"}],"rootfs":{"type":"layers","diff_ids":["DIFF"]}}""", 1)]
    public async Task ResolveAsync_OddButWellFormed_Passes(string configuration, int layers)
    {
        var resolved = await ResolveAsync(FakeRegistry.ManifestOf(configuration.Replace("DIFF", Diff, StringComparison.Ordinal), [.. Enumerable.Repeat(5L, layers)]));

        Assert.True(resolved.IsSuccess, resolved.Failure?.Message);
        Assert.Equal(layers, resolved.Value.LayerCount);
    }

    [Fact]
    public async Task ResolveAsync_AnnotationsThatDifferInCaseOnly_Pass()
    {
        var manifest = FakeRegistry.Manifest(Config, 5).TrimEnd()[..^1] + ""","annotations":{"layers":"1","Layers":"2"}}""";

        Assert.True((await ResolveAsync(manifest)).IsSuccess);
    }

    [Theory]
    [InlineData("application/vnd.oci.image.layer.v1.tar+zstd", true)]
    [InlineData("application/vnd.docker.image.rootfs.diff.tar.zstd", true)]
    [InlineData("application/vnd.oci.image.layer.v1.tar", false)]
    [InlineData("application/octet-stream", false)]
    [InlineData("", false)]
    public async Task ResolveAsync_LayersCompressedWithZstd_AreSaid(string type, bool expected)
    {
        var manifest = FakeRegistry.Manifest(Config, 5).Replace("application/vnd.oci.image.layer.v1.tar+gzip", type, StringComparison.Ordinal);

        Assert.Equal(expected, (await ResolveAsync(manifest)).Value!.HasZstdLayers);
    }

    [Fact]
    public async Task ResolveAsync_LayerNamedBySha512_PassesAsEnginesPullIt()
    {
        var manifest = FakeRegistry.Manifest(Config, 5).Replace(FakeRegistry.Digest("layer5"), "sha512:" + new string('a', 128), StringComparison.Ordinal);

        Assert.True((await ResolveAsync(manifest)).IsSuccess);
    }

    [Theory]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", false)]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", false)]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", true)]
    public async Task ResolveAsync_ForeignLayer_IsTakenOnlyIfTheRegistryHasIt(string type, bool isThere)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", FakeRegistry.Manifest(Config, 5).Replace("application/vnd.oci.image.layer.v1.tar+gzip", type, StringComparison.Ordinal));
        if (isThere)
        {
            fake.Blob(Root, "a", "layer5");
        }

        var resolved = await fake.Registry.ResolveAsync(ImageReference.Parse("r.example/a:1"), null, TestContext.Current.CancellationToken);

        Assert.Equal(isThere, resolved.IsSuccess);
        Assert.True(isThere || resolved.Failure!.Message.Contains("foreign layer", StringComparison.Ordinal), resolved.Failure?.Message);
    }

    [Theory]
    [InlineData("""{"a":{"layers":1},"b":{"layers":1}}""", null)]
    [InlineData("""{"a":{"layers":1,"layers":2}}""", "layers")]
    [InlineData("""{"annotations":{"layers":1,"layers":2}}""", null)]
    [InlineData("""[{"size":1},{"size":2}]""", null)]
    [InlineData("""[{"\u0073ize":1,"size":2}]""", "size")]
    public void Find_Documents_TellsTwinsOfOneObject(string json, string? expected)
        => Assert.Equal(expected, JsonTwins.Find(Encoding.UTF8.GetBytes(json), ["layers", "size"], outerOnly: false));

    private static async Task<Result<RegistryImage>> ResolveAsync(string manifest, string? type = MediaTypes.OciManifest)
    {
        using var fake = new FakeRegistry();
        fake.Manifest(Root, "a", "1", manifest, type ?? "application/json");
        return await fake.Registry.ResolveAsync(ImageReference.Parse("r.example/a:1"), null, TestContext.Current.CancellationToken);
    }
}
