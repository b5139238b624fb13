using System.Net;
using DockerScan.Core;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Images;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tests.Artifacts;

public sealed class ArtifactSourceTests : IDisposable
{
    // Not on the allow list of images: who names a database's repository is the operator.
    private const string Root = "https://db.example";
    private const string Type = "application/vnd.example.db.layer.v1.tar+gzip";
    private const string Content = "a database, packed";

    private readonly string _folder = Directory.CreateTempSubdirectory("dockerscan-artifacts-").FullName;
    private readonly FakeRegistry _fake = new();

    private string File => Path.Combine(_folder, "layer");

    [Fact]
    public async Task FetchAsync_OneLayerOfTheKind_IsDownloaded()
    {
        Publish(Layer(Type, Content), Layer("application/octet-stream", "other"));

        var fetched = await FetchAsync();

        Assert.Equal(new ArtifactFile(ImageDigest.Parse(FakeRegistry.Digest(Content)), IsDownloaded: true), fetched.Value);
        Assert.Equal(Content, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FetchAsync_KnownLayer_IsNotDownloaded()
    {
        Publish(Layer(Type, Content));

        var fetched = await FetchAsync(ImageDigest.Parse(FakeRegistry.Digest(Content)));

        Assert.False(fetched.Value!.IsDownloaded);
        Assert.DoesNotContain(_fake.Requests, request => request.Contains("/blobs/", StringComparison.Ordinal));
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("a database, pucked")]
    [InlineData("a database")]
    [InlineData("")]
    public async Task FetchAsync_OtherContentThanTheDigest_IsRefusedAndLeavesNothing(string sent)
    {
        Publish(Layer(Type, Content));
        _fake.On($"{Root}/v2/db/blobs/{FakeRegistry.Digest(Content)}", _ => FakeRegistry.Answer(sent));

        var fetched = await FetchAsync();

        Assert.Contains("do not trust it", fetched.Failure!.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task FetchAsync_MoreThanItsSize_IsCutOff()
    {
        Publish(Layer(Type, Content));
        _fake.On($"{Root}/v2/db/blobs/{FakeRegistry.Digest(Content)}", _ => FakeRegistry.Answer(Content + Content));

        Assert.Contains("more than 18 bytes", (await FetchAsync()).Failure!.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task FetchAsync_OverTheBound_IsNotDownloaded()
    {
        Publish(Layer(Type, Content));

        var fetched = await FetchAsync(maxBytes: 10);

        Assert.Equal(FailureKind.Unsupported, fetched.Failure!.Kind);
        Assert.DoesNotContain(_fake.Requests, request => request.Contains("/blobs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FetchAsync_NoLayerOrTwoOfTheKind_IsUnreadable()
    {
        Publish(Layer("application/octet-stream", "other"));
        var none = await FetchAsync();
        Publish(Layer(Type, Content), Layer(Type, "second"));

        Assert.Equal((FailureKind.Unsupported, FailureKind.Unsupported), (none.Failure!.Kind, (await FetchAsync()).Failure!.Kind));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, FailureKind.ImageNotFound)]
    [InlineData(HttpStatusCode.Forbidden, FailureKind.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests, FailureKind.RateLimited)]
    public async Task FetchAsync_BlobRefused_IsNamedAndLeavesNothing(HttpStatusCode status, FailureKind kind)
    {
        Publish(Layer(Type, Content));
        _fake.On($"{Root}/v2/db/blobs/{FakeRegistry.Digest(Content)}", _ => FakeRegistry.Status(status));

        Assert.Equal(kind, (await FetchAsync()).Failure!.Kind);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task FetchAsync_BlobElsewhere_IsFollowedWithoutTheCredential()
    {
        Publish(Layer(Type, Content));
        _fake.On($"{Root}/v2/db/blobs/{FakeRegistry.Digest(Content)}", _ => FakeRegistry.Status(HttpStatusCode.TemporaryRedirect, ("Location", "https://cdn.example/x")));
        _fake.On("https://cdn.example/x", _ => FakeRegistry.Answer(Content));

        Assert.True((await FetchAsync()).IsSuccess);
        Assert.Contains("GET https://cdn.example/x", _fake.Requests);
    }

    public void Dispose()
    {
        _fake.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Layer(string type, string content) => $$"""{"mediaType":"{{type}}","digest":"{{FakeRegistry.Digest(content)}}","size":{{content.Length}}}""";

    private void Publish(params string[] layers)
    {
        var manifest = $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{"mediaType":"application/vnd.aquasec.trivy.config.v1+json","digest":"{{FakeRegistry.Digest("{}")}}","size":2},"layers":[{{string.Join(',', layers)}}]}""";
        _fake.Manifest(Root, "db", "2", manifest);
        _fake.Blob(Root, "db", Content);
    }

    private Task<Result<ArtifactFile>> FetchAsync(ImageDigest? known = null, long maxBytes = 1000)
        => _fake.Artifacts.FetchAsync(new ArtifactRequest(ImageReference.Parse("db.example/db:2"), Type, File, maxBytes, TimeSpan.FromMinutes(1), known), TestContext.Current.CancellationToken);
}
