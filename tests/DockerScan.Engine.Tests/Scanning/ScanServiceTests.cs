using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Scanning;

public sealed class ScanServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The clock stands still: no pause of the watcher ever ends.
    [Fact]
    public async Task WatchAsync_ScanEndsHere_IsToldWithoutAPause()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var scan = (await rig.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        await using var watching = rig.Scans.WatchAsync(scan, Token).GetAsyncEnumerator(Token);
        Assert.True(await watching.MoveNextAsync());
        var next = watching.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);

        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        Assert.True(await next.WaitAsync(Patience, Token));
        Assert.Equal(ScanPhase.Finished, watching.Current.Phase);
        Assert.Equal(scan, watching.Current.ResultId);
        // Nothing of its end is missing in the last snapshot.
        Assert.All(watching.Current.Stages, stage => Assert.NotNull(stage.Outcome));
        Assert.False(await watching.MoveNextAsync());
    }

    [Fact]
    public async Task WatchAsync_GivenBackAndClaimedAgain_GoesOnToItsEnd()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var scan = (await rig.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        rig.Trivy.Scan = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new ScannerOutcome { Outcome = StageOutcome.Completed };
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Worker.RunNextAsync(null, OnStop.Release, stop.Token));
        await using var watching = rig.Scans.WatchAsync(scan, Token).GetAsyncEnumerator(Token);
        Assert.True(await watching.MoveNextAsync());
        Assert.Equal(ScanPhase.Queued, watching.Current.Phase);
        var next = watching.MoveNextAsync().AsTask();
        // An end of an attempt is not the scan's: the watcher waits, and does not ask the store again and again.
        Assert.False(next.IsCompleted);
        rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed });

        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        ScanProgress last;
        do
        {
            Assert.True(await next.WaitAsync(Patience, Token));
            last = watching.Current;
            next = last.Phase == ScanPhase.Finished ? next : watching.MoveNextAsync().AsTask();
        }
        while (last.Phase != ScanPhase.Finished);

        Assert.Equal(scan, last.ResultId);
    }

    [Fact]
    public async Task WatchAsync_Stopped_Ends()
    {
        using var rig = new Rig();
        var scan = (await rig.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var watching = rig.Scans.WatchAsync(scan, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await watching.MoveNextAsync());
        var next = watching.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience, Token));
    }
}
