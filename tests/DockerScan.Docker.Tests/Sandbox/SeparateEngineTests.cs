using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Sandbox;
using DockerScan.Docker.Tests.Files;
using DockerScan.TestKit.Engines;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>With a second engine for the sandboxes.</summary>
[Trait("Category", "Engine")]
public sealed class SeparateEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_SeparateEngine_BringsTheImageAndTakesItAway()
    {
        await using var engine = await SecondEngine.StartAsync(Token);
        await using var bed = SandboxTestBed.Open("separate", host: engine.Address);
        var second = bed.Fixture.Get<SandboxConnection>().Sandbox;
        var image = await bed.ImportAsync([TestTar.Folder("data/"), TestTar.File("data/x", "kept")], "VOLUME /data");
        var spec = SandboxTestBed.Spec(image, "cat", "/data/x") with { Command = ["/bin/busybox", "cat", "/data/x"] };
        Assert.Null(await ImageLoader.FindAsync(second, image.ImageId.Value, Token));

        var one = bed.StartAsync(spec);
        var session = await bed.StartAsync(spec);
        await (await one).DisposeAsync();

        Assert.NotNull(await ImageLoader.FindAsync(second, image.ImageId.Value, Token));
        Assert.Equal("kept", Assert.Single(await SandboxTestBed.LinesAsync(session, SandboxRole.Target)).Text);
        Assert.Equal(0, await bed.CountLeftAsync());
        await session.DisposeAsync();
        Assert.Null(await ImageLoader.FindAsync(second, image.ImageId.Value, Token));
        Assert.NotNull((await bed.Fixture.Engine.FindAsync(image.Reference, null, Token)).Value);
        Assert.Equal(0, await bed.Engine.SweepAsync(Running.These(), Token));
    }

    [Fact]
    public async Task SweepAsync_KilledProcessBroughtAnImage_ItsNameGoesAndTheRunningOnesStays()
    {
        await using var engine = await SecondEngine.StartAsync(Token);
        await using var bed = SandboxTestBed.Open("separatesweep", owner: "us", host: engine.Address);
        await using var other = SandboxTestBed.Open("separatesweep", owner: "them", host: engine.Address);
        var second = bed.Fixture.Get<SandboxConnection>().Sandbox;
        var image = await bed.ImportAsync();
        await using var running = await bed.StartAsync(SandboxTestBed.Spec(image, "/bin/busybox", "cat") with { Scan = ScanId.Parse("stillruns01") });
        // As a process leaves it that is killed before it made a container.
        Assert.True(await ImageLoader.TagAsync(second, image.ImageId.Value, new SandboxNames(ScanId.Parse("waskilled01"), "x1", "label", "us").Brought));
        Assert.True(await ImageLoader.TagAsync(second, image.ImageId.Value, new SandboxNames(ScanId.Parse("waskilled01"), "x1", "label", "them").Brought));

        Assert.Equal(1, await bed.Engine.SweepAsync(Running.These(ScanId.Parse("stillruns01")), Token));
        Assert.Equal(2, (await ImageLoader.FindAsync(second, image.ImageId.Value, Token))!.RepoTags!.Count);
        await running.DisposeAsync();
        Assert.NotNull(await ImageLoader.FindAsync(second, image.ImageId.Value, Token));
        Assert.Equal(1, await other.Engine.SweepAsync(Running.These(), Token));
        Assert.Null(await ImageLoader.FindAsync(second, image.ImageId.Value, Token));
    }

    [Fact]
    public async Task OpenAsync_OperatorsOwnImageOfThatContent_IsUsedAndStays()
    {
        await using var engine = await SecondEngine.StartAsync(Token);
        await using var bed = SandboxTestBed.Open("separateowned", host: engine.Address);
        var second = bed.Fixture.Get<SandboxConnection>().Sandbox;
        var image = await bed.ImportAsync();
        await using (await bed.StartAsync(SandboxTestBed.Spec(image, "/bin/busybox", "cat")))
        {
            Assert.True(await ImageLoader.TagAsync(second, image.ImageId.Value, "operators/own:1"));
        }

        await using (await bed.StartAsync(SandboxTestBed.Spec(image, "/bin/busybox", "cat")))
        {
            Assert.Equal(["operators/own:1"], (await ImageLoader.FindAsync(second, image.ImageId.Value, Token))!.RepoTags);
        }

        Assert.Equal(["operators/own:1"], (await ImageLoader.FindAsync(second, image.ImageId.Value, Token))!.RepoTags);
    }

    [Fact]
    public async Task DescribeAsync_EngineIsAway_SettingThatNamesItIsSaid()
    {
        await using var bed = SandboxTestBed.Open("separateaway", host: "unix:///nonexistent/engine.sock");

        var error = await Assert.ThrowsAsync<Core.EngineException>(() => bed.Engine.DescribeAsync(null, Token));

        Assert.StartsWith("The container engine of Sandbox:DockerHost cannot be reached", error.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("DOCKER_HOST", error.Failure.Message, StringComparison.Ordinal);
    }
}
