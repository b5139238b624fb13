using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Scanning;

/// <summary>Two processes on one store: how far a scan is, and that it is to stop, is true in both.</summary>
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Rig _worker = new(withSqlite: true);
    private readonly Rig _other;
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TwoProcessesTests() => _other = new Rig(beside: _worker);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _worker.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        _worker.Engine.Local = Rig.Image();
        _other.Engine.Local = Rig.Image();
    }

    public ValueTask DisposeAsync()
    {
        _other.Dispose();
        _worker.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task WatchAsync_AnotherWorksOnIt_SeesItsStagesAndWhatTheyTell()
    {
        Hold(_worker);
        var scan = (await _other.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        var working = _worker.Worker.RunNextAsync(null, OnStop.Release, Token);
        await _entered.Task.WaitAsync(Patience, Token);

        await UntilAsync(async () => (await LookAsync(_other, scan)).Stages.Any(stage => stage.News is not null));

        var running = await LookAsync(_other, scan);
        Assert.Equal(ScanPhase.Running, running.Phase);
        Assert.Equal(new StageNews(NewsKind.MinerLogin, "pool.example:3333"), running.Stages.Single(stage => stage.Stage == StageIds.Trivy).News);
        Assert.Equal(StageOutcome.Completed, running.Stages.Single(stage => stage.Stage == StageIds.Resolve).Outcome);
        _go.SetResult();
        Assert.True(await working.WaitAsync(Patience, Token));
        var ended = await LookAsync(_other, scan);
        Assert.Equal((ScanPhase.Finished, scan), (ended.Phase, ended.ResultId));
        Assert.All(ended.Stages, stage => Assert.NotNull(stage.Outcome));
        Assert.Contains(ended.Stages, stage => stage.Stage == StageIds.Autorun);
    }

    [Fact]
    public async Task CancelAsync_AnotherWorksOnIt_IsReallyCancelled()
    {
        Hold(_worker);
        var scan = (await _other.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        var working = _worker.Worker.RunNextAsync(null, OnStop.Release, Token);
        await _entered.Task.WaitAsync(Patience, Token);

        var cancelling = _other.Scans.CancelAsync(scan, Token);
        await UntilAsync(() => Task.FromResult(working.IsCompleted), seconds: 3);
        await UntilAsync(() => Task.FromResult(cancelling.IsCompleted));

        Assert.Equal(CancelAnswer.Cancelled, await cancelling);
        Assert.True(await working);
        Assert.Equal((ScanPhase.Finished, null), ((await LookAsync(_worker, scan)).Phase, (await LookAsync(_worker, scan)).ResultId));
        Assert.Null(await _other.Scans.FindResultAsync(scan, Token));
        Assert.Equal(0, _worker.Engine.OpenContents);
    }

    [Fact]
    public async Task CancelAsync_ItEndsInTheSameMoment_SaysThatItEnded()
    {
        Hold(_worker, isStoppable: false);
        var scan = (await _other.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        var working = _worker.Worker.RunNextAsync(null, OnStop.Release, Token);
        await _entered.Task.WaitAsync(Patience, Token);
        var cancelling = _other.Scans.CancelAsync(scan, Token);
        await UntilAsync(async () => (await _other.Services.GetRequiredService<IScanStore>().FindJobAsync(scan, Token))!.IsStopWanted, seconds: 0);

        _go.SetResult();
        await working.WaitAsync(Patience, Token);
        await UntilAsync(() => Task.FromResult(cancelling.IsCompleted));

        Assert.Equal(CancelAnswer.Ended, await cancelling);
        Assert.NotNull(await _other.Scans.FindResultAsync(scan, Token));
    }

    [Fact]
    public async Task CancelAsync_ItsWorkerDoesNotAnswer_SaysThatItWasAsked()
    {
        using var frozen = new Rig(beside: _worker, isFrozen: true);
        frozen.Engine.Local = Rig.Image();
        Hold(frozen);
        var scan = (await _worker.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        var working = frozen.Worker.RunNextAsync(null, OnStop.Release, Token);
        await _entered.Task.WaitAsync(Patience, Token);

        var cancelling = _worker.Scans.CancelAsync(scan, Token);
        await UntilAsync(() => Task.FromResult(cancelling.IsCompleted));

        Assert.Equal(CancelAnswer.Asked, await cancelling);
        _go.SetResult();
        await working.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task CancelAsync_Queued_IsCancelledForBoth()
    {
        var scan = (await _worker.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;

        Assert.Equal(CancelAnswer.Cancelled, await _other.Scans.CancelAsync(scan, Token));

        Assert.Equal(ScanPhase.Finished, (await LookAsync(_worker, scan)).Phase);
        Assert.False(await _worker.Worker.RunNextAsync(null, OnStop.Release, Token));
    }

    /// <summary>One is stopped in the middle, its lease ends, another does the scan: when the first one goes on it writes nothing.</summary>
    [Fact]
    public async Task RunNextAsync_FrozenPastItsLease_WritesNothing()
    {
        using var frozen = new Rig(beside: _worker, isFrozen: true);
        frozen.Engine.Local = Rig.Image();
        Hold(frozen, isStoppable: false, outcome: new ScannerOutcome
        {
            Outcome = StageOutcome.Completed, Findings = [Rig.Draft("of the frozen one", Severity.High)],
            Capture = new CapturedFrames(new CaptureInfo(3, 0, new string('a', 64)), new byte[] { 1, 2, 3 }),
        });
        _worker.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Findings = [Rig.Draft("of the other", Severity.Low)] });
        var scan = (await _worker.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        var working = frozen.Worker.RunNextAsync(null, OnStop.Release, Token);
        await _entered.Task.WaitAsync(Patience, Token);
        Assert.False(await _worker.Worker.RunNextAsync(null, OnStop.Release, Token));
        _worker.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await _worker.Worker.RunNextAsync(null, OnStop.Release, Token).WaitAsync(Patience, Token));
        var written = await _worker.Services.GetRequiredService<IScanStore>().FindJobAsync(scan, Token);

        _go.SetResult();
        Assert.True(await working.WaitAsync(Patience, Token));

        Assert.Equal("of the other", Assert.Single((await _worker.Scans.FindResultAsync(scan, Token))!.Findings).Details.Id);
        Assert.Empty(frozen.Captures.Kept);
        var after = await _worker.Services.GetRequiredService<IScanStore>().FindJobAsync(scan, Token);
        Assert.Equal((written!.State, written.Attempts, written.ResultId), (after!.State, after.Attempts, after.ResultId));
        Assert.Equal(written.Progress, after.Progress);
    }

    /// <summary>A worker that is stopped before it came to ending what was cancelled leaves it to the next.</summary>
    [Fact]
    public async Task RunNextAsync_CancelledAndItsWorkerWasKilled_NextOneEndsItAndScansNothing()
    {
        var store = _worker.Services.GetRequiredService<IScanStore>();
        var scan = (await _worker.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        await store.ClaimAsync(new ClaimWish("killed", TimeSpan.FromMinutes(1)), Token);
        Assert.Equal(CancelAnswer.Asked, await store.CancelAsync(scan, Token));
        await store.EndLeasesAsync("killed", Token);

        Assert.True(await _other.Worker.RunNextAsync(null, OnStop.Release, Token));

        Assert.Equal(ScanState.Cancelled, (await store.FindJobAsync(scan, Token))?.State);
        Assert.Equal(0, _other.Trivy.Runs);
    }

    [Fact]
    public async Task GetDepthAsync_WorkerThatWasKilled_WhatItHadInHandWaits()
    {
        var store = _worker.Services.GetRequiredService<IScanStore>();
        await _worker.Scans.SubmitAsync(Rig.Request(), Token);
        await store.ClaimAsync(new ClaimWish("killed", TimeSpan.FromMinutes(1)), Token);
        Assert.Equal(new QueueDepth(0, 1), await _other.Scans.GetDepthAsync(Token));

        await store.EndLeasesAsync("killed", Token);

        Assert.Equal(new QueueDepth(1, 0), await _other.Scans.GetDepthAsync(Token));
    }

    private void Hold(Rig rig, bool isStoppable = true, ScannerOutcome? outcome = null) => rig.Trivy.Scan = async (input, token) =>
    {
        input.News.Report(new StageNews(NewsKind.MinerLogin, "pool.example:3333"));
        _entered.TrySetResult();
        await _go.Task.WaitAsync(isStoppable ? token : CancellationToken.None);
        return outcome ?? new ScannerOutcome { Outcome = StageOutcome.Completed };
    };

    private static async Task<ScanProgress> LookAsync(Rig rig, ScanId scan)
    {
        await using var watching = rig.Scans.WatchAsync(scan, Token).GetAsyncEnumerator(Token);
        Assert.True(await watching.MoveNextAsync());
        return watching.Current;
    }

    // Lets time pass until something is true, some seconds at most where a bound of time is tried: the work behind may take longer on a busy machine.
    private async Task UntilAsync(Func<Task<bool>> isTrue, int seconds = 60)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isTrue())
        {
            await timer.WaitForNextTickAsync(limit.Token);
            if (seconds-- > 0)
            {
                _worker.Time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }
}
