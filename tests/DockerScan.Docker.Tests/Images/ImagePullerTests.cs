using System.Security.Cryptography;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Images;
using DockerScan.Docker.Tests.Files;

namespace DockerScan.Docker.Tests.Images;

[Trait("Category", "Engine")]
public sealed class ImagePullerTests
{
    private const long Plenty = 1L << 30;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PullAsync_ImageOnlyTheRegistryHas_IsPulledAndRemovedAgain()
    {
        using var fixture = EngineFixture.Open();
        var (image, _) = await PushAsync(fixture);
        var progress = new Collector();

        var first = await fixture.Engine.PullAsync(image, Plenty, progress, Token);
        var second = await fixture.Engine.PullAsync(image, Plenty, progress, Token);

        Assert.True(first.IsSuccess, first.Failure?.Message);
        Assert.Equal((image.Reference, image.Digest, true), (first.Value.Reference, first.Value.Digest!.Value, first.Value.WasPulled));
        Assert.NotEmpty(progress.Reports);
        Assert.All(progress.Reports, report => Assert.InRange(report.DoneBytes, 0, report.TotalBytes));
        Assert.False(second.Value!.WasPulled);

        await fixture.Engine.RemovePulledAsync(second.Value, Token);
        Assert.True((await fixture.Engine.FindAsync(image.Reference.At(image.Digest), null, Token)).IsSuccess);
        await fixture.Engine.RemovePulledAsync(first.Value, Token);
        Assert.False((await fixture.Engine.FindAsync(image.Reference.At(image.Digest), null, Token)).IsSuccess);
        await fixture.Engine.RemovePulledAsync(first.Value, Token);
    }

    [Fact]
    public async Task RemovePulledAsync_UsedByAContainer_StaysWithoutAnError()
    {
        using var fixture = EngineFixture.Open();
        var (image, _) = await PushAsync(fixture);
        var pulled = (await fixture.Engine.PullAsync(image, Plenty, new Collector(), Token)).Value!;
        await using (await fixture.Engine.OpenContentAsync(pulled, ScanId.Parse("dockertest02"), Token))
        {
            await fixture.Engine.RemovePulledAsync(pulled, Token);
            Assert.True((await fixture.Engine.FindAsync(image.Reference.At(image.Digest), null, Token)).IsSuccess);
        }

        await fixture.Engine.RemovePulledAsync(pulled, Token);
        Assert.False((await fixture.Engine.FindAsync(image.Reference.At(image.Digest), null, Token)).IsSuccess);
    }

    [Fact]
    public async Task PullAsync_UnpacksOverTheLimit_IsRefusedAndRemoved()
    {
        using var fixture = EngineFixture.Open();
        var (image, _) = await PushAsync(fixture, new string('z', 3_000_000));

        var pulled = await fixture.Engine.PullAsync(image, 1_000_000, new Collector(), Token);

        Assert.Equal(FailureKind.TooLarge, pulled.Failure!.Kind);
        Assert.Contains("1000000", pulled.Failure.Message, StringComparison.Ordinal);
        Assert.False((await fixture.Engine.FindAsync(image.Reference.At(image.Digest), null, Token)).IsSuccess);
    }

    [Fact]
    public async Task PullAsync_DownloadOverTheLimit_IsStopped()
    {
        using var fixture = EngineFixture.Open();
        var (image, _) = await PushAsync(fixture, Convert.ToBase64String(RandomNumberGenerator.GetBytes(12_000_000)));

        var pulled = await fixture.Engine.PullAsync(image, 1000, new Collector(), Token);

        Assert.Equal(FailureKind.TooLarge, pulled.Failure!.Kind);
        Assert.False((await fixture.Engine.FindAsync(image.Reference.At(image.Digest), null, Token)).IsSuccess);
    }

    [Fact]
    public async Task PullAsync_ContentThereUnderAnotherName_IsNotOurs()
    {
        using var fixture = EngineFixture.Open();
        var (image, content) = await PushAsync(fixture);
        var first = (await fixture.Engine.PullAsync(image, Plenty, new Collector(), Token)).Value!;
        var other = TestImage.NewRepository();
        await fixture.Connection.CallAsync("test", async (client, token) =>
        {
            await client.Images.TagImageAsync(first.ImageId.Value, new ImageTagParameters { RepositoryName = other, Tag = "1" }, token);
            return true;
        }, Token);
        await fixture.Engine.RemovePulledAsync(first, Token);

        var again = (await fixture.Engine.PullAsync(image, Plenty, new Collector(), Token)).Value!;

        Assert.False(again.WasPulled);
        Assert.NotEmpty(content);
        await fixture.Engine.RemovePulledAsync(again with { WasPulled = true }, Token);
        Assert.True((await fixture.Engine.FindAsync(ImageReference.Parse(other + ":1"), null, Token)).IsSuccess);
        await fixture.Get<ImagePuller>().RemoveAsync(ImageReference.Parse(other + ":1"), Token);
    }

    [Fact]
    public async Task PullAsync_UnknownDigestOrRegistry_SaysWhich()
    {
        using var fixture = EngineFixture.Open();
        var (image, _) = await PushAsync(fixture);
        var unknown = image with { Digest = ImageDigest.Parse("sha256:" + new string('7', 64)) };
        var nowhere = image with { Reference = ImageReference.Parse("127.0.0.1:1/x:1") };

        var missing = await fixture.Engine.PullAsync(unknown, Plenty, new Collector(), Token);
        var unreachable = await fixture.Engine.PullAsync(nowhere, Plenty, new Collector(), Token);

        Assert.Equal(FailureKind.ImageNotFound, missing.Failure!.Kind);
        Assert.Equal(FailureKind.RegistryUnavailable, unreachable.Failure!.Kind);
    }

    private static async Task<(RegistryImage Image, string Content)> PushAsync(EngineFixture fixture, string? content = null)
    {
        if (Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_REGISTRY") is not { Length: > 0 } registry)
        {
            Assert.Skip("DOCKERSCAN_TEST_REGISTRY names no registry");
            return default;
        }

        // Random, so that no test meets another's image.
        var text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + content;
        using var tar = TestTar.Build(TestTar.File("a", text));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar);
        var target = ImageReference.Parse($"{registry}/{TestImage.NewRepository()}:1");
        var digest = await image.MoveToAsync(target);
        return (new RegistryImage(target, digest, null, ImagePlatform.Default, text.Length, 1), text);
    }

    private sealed class Collector : IProgress<PullProgress>
    {
        public List<PullProgress> Reports { get; } = [];

        public void Report(PullProgress value) => Reports.Add(value);
    }
}
