using DockerScan.Core;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>How a sandbox is stopped, removed and swept, and that nothing is left.</summary>
public sealed partial class SandboxSessionTests
{
    [Fact]
    public async Task DisposeAsync_AnyState_LeavesNothing()
    {
        await using var bed = SandboxTestBed.Open("dispose");
        var image = await bed.ImportAsync(null, "VOLUME /data /more");
        var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "trap '' TERM INT; while :; do sleep 0.1; done"));
        await session.StartAsync(SandboxRole.Inspector, Token);
        Assert.Equal(4, await bed.CountLeftAsync());
        var lines = SandboxTestBed.LinesAsync(session, SandboxRole.Target);

        await session.DisposeAsync();
        await session.DisposeAsync();

        Assert.Equal(0, await bed.CountLeftAsync());
        Assert.Empty(await lines);
        await Assert.ThrowsAnyAsync<Exception>(() => session.StartAsync(SandboxRole.Target, Token));
    }

    [Fact]
    public async Task DisposeAsync_FloodThatNobodyReads_IsQuick()
    {
        await using var bed = SandboxTestBed.Open("unread");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "yes | head -c 100000000; echo done; yes >&2"));
        // The flood fills what the engine keeps for a reader, and stands still.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Token);
        Assert.NotEmpty(await session.TopAsync(Token));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        await session.StopAsync(SandboxRole.Target, Token);
        var stopped = clock.ElapsedMilliseconds;
        await session.DisposeAsync();

        TestContext.Current.SendDiagnosticMessage($"flood: stop {stopped} ms, dispose {clock.ElapsedMilliseconds - stopped} ms");
        Assert.Equal(0, await bed.CountLeftAsync());
        Assert.InRange(clock.ElapsedMilliseconds, 0, 15_000);
    }

    [Fact]
    public async Task StopAsync_FromWithinTheReadersLoop_Ends()
    {
        await using var bed = SandboxTestBed.Open("within");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "yes"));
        var count = 0;
        SandboxLine? last = null;

        await foreach (var line in session.ReadLinesAsync(SandboxRole.Target, 1 << 30, Token))
        {
            last = line;
            if (count++ == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Token);
                await session.StopAsync(SandboxRole.Target, Token);
            }
        }

        Assert.NotNull(last);
        Assert.InRange(count, 1000, 100_000_000);
        Assert.Equal(137, (await session.WaitAsync(SandboxRole.Target, Token)).ExitCode);
    }

    [Fact]
    public async Task GetChangesAsync_ManyFiles_AreCountedAndBounded()
    {
        await using var bed = SandboxTestBed.Open("many");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(
            image, "sh", "-c", "mkdir /a /usr; i=0; while [ $i -lt 5000 ]; do : > /a/$i; i=$((i+1)); done; : > /usr/evil") with { Limits = new SandboxLimits { Cpus = 2 } });
        await session.WaitAsync(SandboxRole.Target, Token);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var changes = await session.GetChangesAsync(100, Token);

        TestContext.Current.SendDiagnosticMessage($"changes: {clock.ElapsedMilliseconds} ms");
        // The gate is no longer ours once the target runs; nobody removes it here.
        Assert.Equal((100, 5_004), (changes.Changes.Count, changes.Total));
        Assert.Contains(new SandboxChange("/usr/evil", "added"), changes.Changes);
    }

    [Fact]
    public async Task SweepAsync_LeftSandbox_IsRemovedAndOthersStay()
    {
        await using var bed = SandboxTestBed.Open("sandboxsweep", owner: "us");
        await using var other = SandboxTestBed.Open("sandboxsweep", owner: "them");
        var image = await bed.ImportAsync(null, "VOLUME /data");
        var spec = SandboxTestBed.Spec(image, "sh", "-c", "while :; do sleep 0.1; done");
        await using var left = await bed.StartAsync(spec);
        await left.StartAsync(SandboxRole.Inspector, Token);
        await using var running = await bed.StartAsync(spec with { Scan = ScanId.Parse("stillruns01") });
        await using var theirs = await other.StartAsync(spec);

        var swept = await bed.Engine.SweepAsync(Running.These(ScanId.Parse("stillruns01")), Token);

        Assert.Equal(4, swept);
        Assert.Equal(8, await bed.CountLeftAsync());
        Assert.Equal(0, await bed.Fixture.Engine.SweepAsync(Running.These(ScanId.Parse("stillruns01")), Token));
        Assert.NotEmpty(await running.TopAsync(Token));
        Assert.NotEmpty(await theirs.TopAsync(Token));
    }

    [Fact]
    public async Task SweepAsync_SandboxBeginsMeanwhile_IsLeftAlone()
    {
        await using var bed = SandboxTestBed.Open("sandboxbegins");
        var image = await bed.ImportAsync(null, "VOLUME /data");
        var spec = SandboxTestBed.Spec(image, "sh", "-c", "while :; do sleep 0.1; done");
        Core.Sandbox.ISandboxSession? begun = null;

        // It begins just when the sweep asks for the first time who runs.
        var swept = await bed.Engine.SweepAsync(
            async _ =>
            {
                if (begun is not null)
                {
                    return [spec.Scan];
                }

                begun = await bed.StartAsync(spec);
                return [];
            },
            Token);

        await using (begun)
        {
            Assert.Equal(0, swept);
            Assert.NotEmpty(await begun!.TopAsync(Token));
        }
    }
}
