using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Pipeline;

/// <summary>What a killed program left is removed beside a scan, up to where the scan makes something of its own.</summary>
public sealed class LeftOversTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_RemovalGoesOn_NothingIsStartedBeforeItsEnd()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var removal = new TaskCompletionSource();
        rig.Services.GetRequiredService<LeftOvers>().Begin(removal.Task);
        await rig.Scans.SubmitAsync(Rig.Request(), Token);

        var run = rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        Assert.False(run.IsCompleted);
        Assert.Equal(0, rig.Trivy.Runs + rig.Autorun.Runs + rig.ImageConfig.Runs);
        removal.SetResult();
        Assert.True(await run.WaitAsync(Patience, Token));
        Assert.Equal(1, rig.Trivy.Runs);
    }

    [Fact]
    public async Task Run_RemovalGoesOn_StoredResultAnswersMeanwhile()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var first = (await rig.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);
        var removal = new TaskCompletionSource();
        rig.Services.GetRequiredService<LeftOvers>().Begin(removal.Task);
        var second = (await rig.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;

        Assert.True(await rig.Worker.RunNextAsync(null, OnStop.Release, Token).WaitAsync(Patience, Token));

        Assert.Equal(first, (await rig.Scans.FindResultAsync(second, Token))?.Id);
        removal.SetResult();
    }
}
