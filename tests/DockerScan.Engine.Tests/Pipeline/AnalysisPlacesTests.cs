using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Engine.Pipeline;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Pipeline;

/// <summary>Work that needs a processor is done for so many scans at once; what waits for a window is held back for none of it.</summary>
public sealed class AnalysisPlacesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AllPlacesAreTaken_TheNextOneBeginsWhenOneEnds()
    {
        using var places = new AnalysisPlaces(2);
        var first = new TaskCompletionSource<int>();
        var second = new TaskCompletionSource<int>();
        var running = (places.RunAsync(() => first.Task, Token), places.RunAsync(() => second.Task, Token));
        var hasBegun = false;
        var third = places.RunAsync(
            () =>
            {
                hasBegun = true;
                return Task.FromResult(3);
            },
            Token);
        Assert.False(hasBegun);

        second.SetResult(2);

        Assert.Equal((2, 3), (await running.Item2, await third));
        first.SetResult(1);
        Assert.Equal(1, await running.Item1);
    }

    [Fact]
    public async Task RunAsync_WorkBreaks_GivesItsPlaceBack()
    {
        using var places = new AnalysisPlaces(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => places.RunAsync<int>(() => throw new InvalidOperationException(), Token));

        Assert.Equal(1, await places.RunAsync(() => Task.FromResult(1), Token));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileItWaits_NeverBegins()
    {
        using var places = new AnalysisPlaces(1);
        var first = new TaskCompletionSource<int>();
        var running = places.RunAsync(() => first.Task, Token);
        using var stop = new CancellationTokenSource();
        var given = places.RunAsync<int>(() => throw new InvalidOperationException(), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        first.SetResult(1);
        await running;
    }

    [Fact]
    public async Task Scan_NoPlaceForWork_TheSandboxIsNotHeldBack()
    {
        var sandbox = new FakeScanner(StageIds.Sandbox) { IsWaiting = true };
        var hasBegun = new TaskCompletionSource();
        sandbox.Scan = (_, _) =>
        {
            hasBegun.SetResult();
            return Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed });
        };
        using var places = new AnalysisPlaces(1);
        using var rig = new Rig(first: services => services.AddSingleton(places), add: services => services.AddSingleton<IImageScanner>(sandbox));
        rig.Engine.Local = Rig.Image();
        var other = new TaskCompletionSource<int>();
        var busy = places.RunAsync(() => other.Task, Token);

        var scan = rig.ScanAsync();
        await hasBegun.Task.WaitAsync(Token);
        Assert.Equal(0, rig.Trivy.Runs);
        other.SetResult(1);
        await busy;

        Assert.True((await scan).Complete);
        Assert.Equal(1, rig.Trivy.Runs);
    }
}
