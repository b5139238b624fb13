using DockerScan.Core;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

[Trait("Category", "Engine")]
public sealed class EngineGoneTests
{
    private const string UnixPrefix = "unix://";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Socket
    {
        get
        {
            var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
            if (host?.StartsWith(UnixPrefix, StringComparison.Ordinal) != true)
            {
                Assert.Skip("DOCKER_HOST names no engine with a socket");
            }

            return host[UnixPrefix.Length..];
        }
    }

    [Fact]
    public async Task Session_EngineBreaksOff_EndsInFailuresNotInSilence()
    {
        await using var proxy = new BreakableProxy(Socket);
        await using var bed = SandboxTestBed.Open("broken", host: proxy.Host);
        var image = await bed.ImportAsync(null, "VOLUME /data");
        var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "echo hello; while :; do sleep 0.1; done"));
        var waiting = session.WaitAsync(SandboxRole.Target, Token);
        List<string> lines = [];

        var thrown = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            await foreach (var line in session.ReadLinesAsync(SandboxRole.Target, 1000, Token))
            {
                lines.Add(line.Text);
                await proxy.BreakAsync();
            }
        });

        Assert.Equal(["hello"], lines);
        Assert.Equal(FailureKind.EngineUnavailable, thrown.Failure.Kind);
        await Assert.ThrowsAsync<EngineException>(() => waiting);
        await Assert.ThrowsAsync<EngineException>(() => session.GetChangesAsync(1, Token));
        await session.DisposeAsync();
        // What the end could not remove, a sweep of an engine that answers does.
        await using var again = SandboxTestBed.Open("broken");
        Assert.Equal(4, await again.Engine.SweepAsync(Running.These(), Token));
        Assert.Equal(0, await again.CountLeftAsync());
    }

    [Fact]
    public async Task OpenAsync_NoEngine_IsAnEngineFailure()
    {
        await using var bed = SandboxTestBed.Open("nowhere", host: "unix:///nowhere/docker.sock");
        var image = await bed.ImportAsync();

        await Assert.ThrowsAsync<EngineException>(() => bed.Engine.OpenAsync(SandboxTestBed.Spec(image, "x"), Token));
        await Assert.ThrowsAsync<EngineException>(() => bed.Engine.SweepAsync(Running.These(), Token));
    }
}
