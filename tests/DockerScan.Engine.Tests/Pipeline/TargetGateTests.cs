using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Pipeline;

public sealed class TargetGateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_FreshResultOfSameScannersAndData_IsReused()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var first = await rig.ScanAsync();

        var second = await rig.ScanAsync();

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(1, rig.Trivy.Runs);
    }

    [Fact]
    public async Task Enter_Forced_IsScannedAnew()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        await rig.ScanAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        await rig.ScanAsync(Rig.Request(force: true));

        Assert.Equal(2, rig.Trivy.Runs);
    }

    [Fact]
    public async Task Enter_DatabaseMoved_IsScannedAnew()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        await rig.ScanAsync();
        rig.Trivy.Data = "newer";

        await rig.ScanAsync();

        Assert.Equal(2, rig.Trivy.Runs);
    }

    [Fact]
    public async Task Enter_ResultTooOld_IsScannedAnew()
    {
        using var rig = new Rig(options => options.ReuseHours = 1);
        rig.Engine.Local = Rig.Image();
        await rig.ScanAsync();
        rig.Time.Advance(TimeSpan.FromHours(2));

        await rig.ScanAsync();

        Assert.Equal(2, rig.Trivy.Runs);
    }

    [Fact]
    public async Task Enter_IncompleteResult_IsNeverReused()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        rig.Trivy.Scan = (_, _) => Task.FromResult(ScannerOutcome.Without(StageOutcome.Failed, "broken"));
        await rig.ScanAsync();
        rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed });

        var second = await rig.ScanAsync();

        Assert.True(second.Complete);
        Assert.Equal(2, rig.Trivy.Runs);
    }

    [Fact]
    public async Task Submit_SameRequestInFlight_IsJoinedAndBothGetOneResult()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var first = await rig.Scans.SubmitAsync(Rig.Request(), Token);

        var second = await rig.Scans.SubmitAsync(Rig.Request(), Token);
        await rig.Worker.RunNextAsync(null, OnStop.Release, Token);

        Assert.True(second.Joined);
        Assert.Equal(first.Job.Id, second.Job.Id);
        Assert.Equal(1, rig.Trivy.Runs);
    }

    [Fact]
    public async Task Enter_SameContentUnderAnotherTagInFlight_WaitsAndScansOnce()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image();
        var entered = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        rig.Trivy.Scan = async (_, token) =>
        {
            entered.TrySetResult();
            await go.Task.WaitAsync(token);
            return new ScannerOutcome { Outcome = StageOutcome.Completed };
        };
        var first = await rig.Scans.SubmitAsync(Rig.Request(image: "redis:7"), Token);
        var second = await rig.Scans.SubmitAsync(Rig.Request(image: "redis:7.4"), Token);
        var running = rig.Worker.RunNextAsync(first.Job.Id, OnStop.Cancel, Token);
        await entered.Task.WaitAsync(Token);

        var waiting = rig.Worker.RunNextAsync(second.Job.Id, OnStop.Cancel, Token);
        Assert.False(waiting.IsCompleted);
        go.SetResult();
        await running;
        await rig.SettleAsync(waiting);
        Assert.Equal(1, rig.Trivy.Runs);
        Assert.Equal(first.Job.Id, (await rig.Scans.FindResultAsync(second.Job.Id, Token))?.Id);
    }
}
