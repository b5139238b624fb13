using DockerScan.Core.Sandbox;
using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>With a second engine, whose address is in DOCKERSCAN_TEST_SECOND_ENGINE.</summary>
[Trait("Category", "Engine")]
public sealed class SeparateEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_SeparateEngine_BringsTheImageAndTakesItAway()
    {
        if (Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_SECOND_ENGINE") is not { Length: > 0 } host)
        {
            Assert.Skip("DOCKERSCAN_TEST_SECOND_ENGINE names no engine");
            return;
        }

        await using var bed = SandboxTestBed.Open("separate", host: host);
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
        Assert.Equal(0, await bed.Engine.SweepAsync([], Token));
    }
}
