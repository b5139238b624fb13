using System.Formats.Tar;
using System.Text;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Health;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;
using DockerScan.Docker.Tests.Files;

namespace DockerScan.Docker.Tests.Images;

[Trait("Category", "Engine")]
public sealed class DockerImageEngineTests
{
    private static readonly ScanId Scan = ScanId.Parse("dockertest01");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_ImportedImage_HasItsConfiguration()
    {
        using var fixture = EngineFixture.Open();
        using var tar = TestTar.Build(TestTar.File("a", "x"));
        await using var image = await TestImage.ImportAsync(
            fixture.Connection,
            tar,
            "USER 1000:1000",
            "ENTRYPOINT [\"/a\"]",
            "CMD [\"b\"]",
            "ENV K=v",
            "EXPOSE 80",
            "VOLUME /data",
            "LABEL l=m",
            "WORKDIR /w",
            "ONBUILD RUN x",
            "HEALTHCHECK CMD /a");

        var found = await fixture.Engine.FindAsync(image.Reference, ImagePlatform.Default, Token);

        var target = found.Value!;
        var config = target.Configuration;
        Assert.Equal(("1000:1000", "/w", "m"), (config.User, config.WorkingDirectory, config.Labels["l"]));
        Assert.Equal(["/a"], config.Entrypoint);
        Assert.Equal(["b"], config.Command);
        Assert.Contains("K=v", config.Environment);
        Assert.Equal(["80/tcp"], config.ExposedPorts);
        Assert.Equal(["/data"], config.Volumes);
        Assert.Equal(["RUN x"], config.OnBuild);
        Assert.Equal(["CMD-SHELL", "/a"], config.HealthCheck);
        Assert.Single(config.History);
        Assert.NotNull(config.CreatedAt);
        Assert.Equal((1, false, (ImageDigest?)null), (target.LayerCount, target.WasPulled, target.Digest));
    }

    [Fact]
    public async Task FindAsync_UnknownOrOtherPlatform_SaysWhich()
    {
        using var fixture = EngineFixture.Open();
        using var tar = TestTar.Build(TestTar.File("a", "x"));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar);

        var unknown = await fixture.Engine.FindAsync(ImageReference.Parse("dockerscan-test/never:1"), null, Token);
        var other = await fixture.Engine.FindAsync(image.Reference, ImagePlatform.Create("linux", "s390x", null), Token);

        Assert.Equal(FailureKind.ImageNotFound, unknown.Failure!.Kind);
        Assert.Equal(FailureKind.WrongPlatform, other.Failure!.Kind);
        Assert.Contains("linux/s390x", other.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("linux/amd64", other.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenContentAsync_HostileImageWithoutCommand_IsIndexedAndReadAndLeavesNothing()
    {
        using var fixture = EngineFixture.Open(options => options.ScanLabel = "dev.dockerscan.test.content");
        using var tar = TestTar.Build(
            TestTar.Folder("bin/"),
            TestTar.File("bin/su", "#!/bin/sh\n", 0b100_111_101_101),
            TestTar.File("bin/plain", "#!/bin/sh\n"),
            TestTar.Link("bin/abs", "/bin/su"),
            TestTar.Link("bin/up", "../../../../bin/su"),
            TestTar.Link("bin/host", "/etc/passwd"),
            TestTar.Link("bin/loop", "loop"),
            TestTar.Link("bin/hard", "bin/plain", TarEntryType.HardLink),
            TestTar.Folder("data/"),
            TestTar.File("data/in-volume", "v"));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar, "VOLUME /data");
        var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;
        var volumes = await CountVolumesAsync(fixture);

        await using (var content = await fixture.Engine.OpenContentAsync(target, Scan, Token))
        {
            var index = await content.GetIndexAsync(Token);

            Assert.Null(index.Incomplete);
            Assert.Equal(ImageEntry.SetUid, index.Find("/bin/su")!.Mode & ImageEntry.SetUid);
            Assert.Equal("/bin/su", index.Resolve("/bin/abs")!.Path);
            Assert.Equal("/bin/su", index.Resolve("/bin/up")!.Path);
            Assert.Null(index.Resolve("/bin/host"));
            Assert.Null(index.Resolve("/bin/loop"));
            Assert.Null(index.Find("/.dockerenv"));
            Assert.NotNull(index.Find("/data/in-volume"));
            Assert.Same(index, await content.GetIndexAsync(Token));
            var hard = index.Resolve("/bin/hard")!;
            Assert.Equal("#!/bin/sh\n", await TextAsync(content, hard.Path, 100));
            Assert.Equal("#!/b", await TextAsync(content, "/bin/su", 4));
            Assert.Equal("v", await TextAsync(content, "/data/in-volume", 4));
            Assert.Null(await content.ReadAsync("/bin/abs", 10, Token));
            Assert.Null(await content.ReadAsync("/bin", 10, Token));
            Assert.Null(await content.ReadAsync("/none", 10, Token));
            Assert.Null(await content.ReadAsync("/bin/su/none", 10, Token));
        }

        Assert.Empty(await ContainersAsync(fixture, "dev.dockerscan.test.content"));
        Assert.True(await CountVolumesAsync(fixture) <= volumes + 1);
    }

    [Theory]
    [InlineData("WORKDIR /bin/plain")]
    [InlineData("WORKDIR /ring/x")]
    [InlineData("VOLUME /bin/plain")]
    [InlineData("USER nobody-here")]
    public async Task OpenContentAsync_ConfigurationThatCannotRun_IsReadAllTheSame(string change)
    {
        using var fixture = EngineFixture.Open(options => options.ScanLabel = "dev.dockerscan.test.badconfig");
        using var tar = TestTar.Build(TestTar.Folder("bin/"), TestTar.File("bin/plain", "text"), TestTar.Link("ring", "ring"));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar, change);
        var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;

        await using (var content = await fixture.Engine.OpenContentAsync(target, Scan, Token))
        {
            Assert.NotNull((await content.GetIndexAsync(Token)).Find("/bin/plain"));
            Assert.Equal("text", await TextAsync(content, "/bin/plain", 100));
        }

        Assert.Empty(await ContainersAsync(fixture, "dev.dockerscan.test.badconfig"));
        Assert.Equal(0, await fixture.Connection.CallAsync(
            "test",
            async (client, token) => (await client.Images.ListImagesAsync(
                new() { All = true, Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { ["dev.dockerscan.test.badconfig"] = true } } }, token)).Count,
            Token));
    }

    [Fact]
    public async Task OpenContentAsync_CapabilitiesAndLargeOwners_AreSeen()
    {
        using var fixture = EngineFixture.Open();
        using var tar = TestTar.Build(TestTar.File("ping", "x", 0b111_101_101, hasCapability: true), TestTar.File("nobody", "y"));
        using var patched = new MemoryStream(TestTar.PatchOwner(tar.ToArray(), "nobody", 4294967294));
        await using var image = await TestImage.ImportAsync(fixture.Connection, patched);
        var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;
        await using var content = await fixture.Engine.OpenContentAsync(target, Scan, Token);

        var index = await content.GetIndexAsync(Token);

        Assert.Null(index.Incomplete);
        Assert.True(index.Find("/ping")!.HasCapabilities);
        Assert.False(index.Find("/nobody")!.HasCapabilities);
        Assert.Equal(int.MaxValue, index.Find("/nobody")!.Uid);
        Assert.Equal("y", await TextAsync(content, "/nobody", 10));
    }

    [Fact]
    public async Task ImportAsync_NamesThatWouldLeave_NeverReachTheIndexAsSuch()
    {
        using var fixture = EngineFixture.Open();
        using var tar = TestTar.Build(TestTar.File("../../outside", "x"), TestTar.File("/absolute", "y"));
        try
        {
            await using var image = await TestImage.ImportAsync(fixture.Connection, tar);
            var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;
            await using var content = await fixture.Engine.OpenContentAsync(target, Scan, Token);
            var index = await content.GetIndexAsync(Token);

            Assert.All(index.Entries.Keys, path => Assert.DoesNotContain("..", path, StringComparison.Ordinal));
            Assert.NotNull(index.Find("/absolute"));
        }
        catch (Exception exception) when (exception is InvalidDataException or Core.EngineException)
        {
            // An engine that refuses such an archive is as good.
            Assert.Contains("outside", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadAsync_ContainerGone_IsAnEngineFailureNotAMissingFile()
    {
        using var fixture = EngineFixture.Open(options => options.ScanLabel = "dev.dockerscan.test.gone");
        using var tar = TestTar.Build(TestTar.File("a", "x"));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar);
        var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;
        await using var content = await fixture.Engine.OpenContentAsync(target, Scan, Token);
        Assert.Equal(1, await fixture.Engine.SweepAsync(Running.These(), Token));

        await Assert.ThrowsAsync<Core.EngineException>(() => content.ReadAsync("/a", 10, Token));
        await Assert.ThrowsAsync<Core.EngineException>(() => content.GetIndexAsync(Token));
    }

    [Fact]
    public async Task SweepAsync_TwoScans_RemovesTheOneThatRunsNoMore()
    {
        using var fixture = EngineFixture.Open(options => options.ScanLabel = "dev.dockerscan.test.sweep");
        using var tar = TestTar.Build(TestTar.File("a", "x"));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar);
        var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;
        await using var running = await fixture.Engine.OpenContentAsync(target, Scan, Token);
        await using var dead = await fixture.Engine.OpenContentAsync(target, ScanId.Parse("deadscan0001"), Token);

        Assert.Equal(1, await fixture.Engine.SweepAsync(Running.These(Scan), Token));
        Assert.Equal(0, await fixture.Engine.SweepAsync(Running.These(Scan), Token));

        Assert.NotNull(await running.ReadAsync("/a", 10, Token));
    }

    [Fact]
    public async Task SweepAsync_ScanBeginsMeanwhile_KeepsItsContainer()
    {
        using var fixture = EngineFixture.Open(options => options.ScanLabel = "dev.dockerscan.test.begins");
        using var tar = TestTar.Build(TestTar.File("a", "x"));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar);
        var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;
        Core.Content.IImageContent? begun = null;

        // It begins just when the sweep asks who runs, which it does after it has listed what is there.
        var swept = await fixture.Engine.SweepAsync(
            async token =>
            {
                begun = await fixture.Engine.OpenContentAsync(target, Scan, token);
                return [];
            },
            Token);

        await using (begun)
        {
            Assert.Equal(0, swept);
            Assert.NotNull(await begun!.ReadAsync("/a", 10, Token));
        }
    }

    [Fact]
    public async Task GetIndexAsync_OneCallerGivesUp_TheOthersStillGetIt()
    {
        using var fixture = EngineFixture.Open();
        using var tar = TestTar.Build(TestTar.File("a", "x"));
        await using var image = await TestImage.ImportAsync(fixture.Connection, tar);
        var target = (await fixture.Engine.FindAsync(image.Reference, null, Token)).Value!;
        await using var content = await fixture.Engine.OpenContentAsync(target, Scan, Token);
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => content.GetIndexAsync(gaveUp.Token));

        Assert.NotNull((await content.GetIndexAsync(Token)).Find("/a"));
    }

    [Fact]
    public async Task ProbeAsync_RealEngine_IsHealthyWithItsVersion()
    {
        using var fixture = EngineFixture.Open();

        var report = Assert.Single(await new DockerHealthProbe(fixture.Connection).ProbeAsync(Token));

        Assert.Equal(("engine", HealthStatus.Healthy), (report.Part, report.Status));
        Assert.Contains("Docker Engine ", report.Detail, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(IImageContent content, string path, int maxBytes)
        => Encoding.UTF8.GetString((await content.ReadAsync(path, maxBytes, Token))!.Content.Span);

    private static Task<int> CountVolumesAsync(EngineFixture fixture)
        => fixture.Connection.CallAsync(
            "test", async (client, token) => (await client.Volumes.ListAsync(token)).Volumes?.Count ?? 0, Token);

    private static Task<IList<ContainerListResponse>> ContainersAsync(EngineFixture fixture, string label)
    {
        var filter = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
        {
            ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [label] = true },
        };
        return fixture.Connection.CallAsync(
            "test", (client, token) => client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filter }, token), Token);
    }
}
