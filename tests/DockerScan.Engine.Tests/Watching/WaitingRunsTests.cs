using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>A run that waits for a scan goes on when that has ended, however it did, and not at its next look.</summary>
public sealed class WaitingRunsTests : IDisposable
{
    private readonly WatchRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task ScanEnds_TheRunThatWaitsForItIsDueAtOnce()
    {
        var watch = await _rig.WatchAsync();
        Replace();
        _rig.Rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.Store.PlanAsync(watch.Id, _rig.Rig.Time.GetUtcNow(), Token);
        Assert.True(await _rig.Service.RunNextAsync(Token));
        Assert.False(await _rig.Service.RunNextAsync(Token));
        var signal = _rig.Rig.Services.GetRequiredService<WorkSignal>().Next;

        Assert.True(await _rig.Rig.Worker.RunNextAsync(null, OnStop.Release, Token));

        Assert.True(signal.IsCompleted);
        Assert.True(await _rig.Service.RunNextAsync(Token));
        Assert.Equal((0, Rig.OtherDigest), (await _rig.Store.CountOpenAsync(Token), (await _rig.TargetAsync(watch)).ScannedDigest));
    }

    [Fact]
    public async Task ScanIsCancelledBeforeAnybodyHadIt_TheRunThatWaitsForItIsDueAtOnce()
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);
        Replace();
        _rig.Rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.Store.PlanAsync(watch.Id, _rig.Rig.Time.GetUtcNow(), Token);
        Assert.True(await _rig.Service.RunNextAsync(Token));
        Assert.False(await _rig.Service.RunNextAsync(Token));
        var signal = _rig.Rig.Services.GetRequiredService<WorkSignal>().Next;
        var queued = Assert.Single(await _rig.Rig.Services.GetRequiredService<IScanList>().ListAsync(new ScanListQuery { State = ScanState.Queued }, Token));

        Assert.Equal(CancelAnswer.Cancelled, await _rig.Rig.Scans.CancelAsync(queued.Id, Token));

        Assert.True(signal.IsCompleted);
        Assert.True(await _rig.Service.RunNextAsync(Token));
        var target = await _rig.TargetAsync(watch);
        Assert.Equal((0, 1, before.ScannedDigest), (await _rig.Store.CountOpenAsync(Token), target.Failures, target.ScannedDigest));
    }

    private void Replace()
    {
        _rig.Tags.Answer = new TagContent(Rig.OtherDigest, null);
        _rig.Rig.Registry.Answer = Rig.Remote() with { Digest = Rig.OtherDigest };
        _rig.Rig.Engine.Pulled = Rig.Image(Rig.OtherDigest, wasPulled: true);
    }
}
