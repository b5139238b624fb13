using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Queue;

public sealed class ScanWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunNext_EmptyQueue_IsFalse()
    {
        using var rig = new Rig();

        Assert.False(await rig.Worker.RunNextAsync(null, OnStop.Release, Token));
    }

    [Theory]
    [InlineData(OnStop.Release, ScanState.Queued)]
    [InlineData(OnStop.Cancel, ScanState.Cancelled)]
    public async Task RunNext_StoppedInTheMiddle_ScanIsGivenBackOrCancelledAndContentIsGone(OnStop onStop, ScanState expected)
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        rig.Trivy.Scan = async (input, token) =>
        {
            await input.Content.GetIndexAsync(token);
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new ScannerOutcome { Outcome = StageOutcome.Completed };
        };
        var enqueued = await rig.Scans.SubmitAsync(Rig.Request(), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Worker.RunNextAsync(null, onStop, stop.Token));

        Assert.Equal(expected, (await rig.Store.FindJobAsync(enqueued.Job.Id, Token))?.State);
        Assert.Equal(0, rig.Engine.OpenContents);
        Assert.Empty(rig.Store.Results);
    }

    [Fact]
    public async Task Cancel_RunningHere_StopsItAndTheWorkerGoesOn()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var enqueued = await rig.Scans.SubmitAsync(Rig.Request(), Token);
        Task<CancelAnswer>? cancelling = null;
        rig.Trivy.Scan = async (_, token) =>
        {
            cancelling = rig.Scans.CancelAsync(enqueued.Job.Id, Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return new ScannerOutcome { Outcome = StageOutcome.Completed };
        };

        Assert.True(await rig.Worker.RunNextAsync(null, OnStop.Release, Token));

        Assert.Equal(CancelAnswer.Cancelled, await cancelling!);
        Assert.Equal(ScanState.Cancelled, (await rig.Store.FindJobAsync(enqueued.Job.Id, Token))?.State);
    }

    [Fact]
    public async Task RunNext_LeaseLost_NothingIsStored()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Store.LoseLease = true;
        rig.Trivy.Scan = async (_, token) =>
        {
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return new ScannerOutcome { Outcome = StageOutcome.Completed };
        };
        rig.Trivy.Limit = TimeSpan.FromHours(1);
        await rig.Scans.SubmitAsync(Rig.Request(), Token);

        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        Assert.Empty(rig.Store.Results);
    }

    [Fact]
    public async Task RunNext_TooManyAttempts_EndsInAFailedResult()
    {
        using var rig = new Rig(options => options.MaxAttempts = 1);
        rig.Engine.Local = Rig.Image();
        var enqueued = await rig.Scans.SubmitAsync(Rig.Request(), Token);
        // A worker that died: it claimed the scan and was never heard of again.
        await rig.Store.ClaimAsync(new ClaimWish("dead", TimeSpan.FromSeconds(1)), Token);
        rig.Time.Advance(TimeSpan.FromSeconds(2));

        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        var result = await rig.Scans.FindResultAsync(enqueued.Job.Id, Token);
        Assert.Equal(FailureKind.Internal, result?.Failure?.Kind);
        Assert.Equal(Verdict.Unknown, result?.Verdict);
    }

    [Fact]
    public async Task RunNext_TwoWorkersEndedOverIt_IsADeadLetterAndWorkedOnNoMore()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var enqueued = await rig.Scans.SubmitAsync(Rig.Request(), Token);
        await KillAsync(rig, 2);

        Assert.True(await rig.Worker.RunNextAsync(null, OnStop.Release, Token));

        var result = await rig.Scans.FindResultAsync(enqueued.Job.Id, Token);
        Assert.Equal("given up: 2 workers ended while they scanned it; rescan tries again", result?.Failure?.Message);
        Assert.Equal((Verdict.Unknown, false), (result!.Verdict, result.Complete));
        Assert.Equal([enqueued.Job.Id], rig.Store.Dead);
        Assert.Equal(0, rig.Trivy.Runs);
        Assert.False(await rig.Worker.RunNextAsync(null, OnStop.Release, Token));
    }

    [Fact]
    public async Task RunNext_OneWorkerEndedOverIt_IsScanned()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var enqueued = await rig.Scans.SubmitAsync(Rig.Request(), Token);
        await KillAsync(rig, 1);

        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        Assert.Null((await rig.Scans.FindResultAsync(enqueued.Job.Id, Token))?.Failure);
        Assert.Equal((1, 0), (rig.Trivy.Runs, rig.Store.Dead.Count));
    }

    [Fact]
    public async Task RunNext_SameWishAsADeadLetter_IsAnsweredWithItUntilSomebodyForcesItOrItIsOld()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var dead = (await rig.Scans.SubmitAsync(Rig.Request(), Token)).Job.Id;
        await KillAsync(rig, 2);
        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        var again = await rig.ScanAsync();
        Assert.Equal((dead, 0), (again.Id, rig.Trivy.Runs));
        Assert.Null((await rig.ScanAsync(Rig.Request(force: true))).Failure);
        Assert.Equal(1, rig.Trivy.Runs);

        rig.Time.Advance(TimeSpan.FromHours(25));
        await rig.ScanAsync(Rig.Request());
        Assert.Equal(2, rig.Trivy.Runs);
    }

    [Fact]
    public async Task RunNext_ClaimIsAnothersWhenTheImageIsToStart_TheScannerIsTold()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        Exception? told = null;
        rig.Trivy.Scan = async (input, token) =>
        {
            await input.ConfirmAsync(token);
            rig.Store.LoseLease = true;
            told = await Record.ExceptionAsync(() => input.ConfirmAsync(token));
            return new ScannerOutcome { Outcome = StageOutcome.Completed };
        };

        await rig.ScanAsync();

        Assert.Equal("another worker has this scan by now", Assert.IsType<EngineException>(told).Failure.Message);
    }

    private static async Task KillAsync(Rig rig, int workers)
    {
        for (var worker = 0; worker < workers; worker++)
        {
            // It claimed the scan and was never heard of again.
            await rig.Store.ClaimAsync(new ClaimWish("killed", TimeSpan.FromSeconds(1)), Token);
            rig.Time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public async Task RunNext_ScannerCaptured_KeptUnderTheScanAndNamedInTheResult()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Autorun.Scan = (_, _) => Task.FromResult(Captured());

        var result = await rig.ScanAsync();

        Assert.Equal(Captured().Capture!.Info, result.Capture);
        var (scan, frames) = Assert.Single(rig.Captures.Kept);
        Assert.Equal(result.Id, scan);
        Assert.Equal([1, 2, 3], frames.Content.ToArray());
    }

    [Fact]
    public async Task RunNext_CaptureCannotBeKept_ScanStands()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Captures.IsFull = true;
        rig.Autorun.Scan = (_, _) => Task.FromResult(Captured());

        Assert.True((await rig.ScanAsync()).Complete);
    }

    [Fact]
    public async Task RunNext_LeaseLostWithCapture_OtherWorkersCaptureIsLeftAlone()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Autorun.Scan = async (input, token) =>
        {
            // Another worker takes the scan over, as it does when this one's lease is over.
            rig.Time.Advance(TimeSpan.FromDays(1));
            Assert.NotNull(await rig.Store.ClaimAsync(new ClaimWish("other", TimeSpan.FromDays(1)) { Only = input.Scan.Value }, Token));
            return Captured();
        };
        await rig.Scans.SubmitAsync(Rig.Request(), Token);

        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        Assert.Equal(1, rig.Autorun.Runs);
        Assert.Empty(rig.Captures.Kept);
    }

    private static ScannerOutcome Captured()
        => new() { Outcome = StageOutcome.Completed, Capture = new CapturedFrames(new CaptureInfo(3, 0, new string('a', 64)), new byte[] { 1, 2, 3 }) };
}
