using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using DockerScan.TestKit.Stores;

namespace DockerScan.Engine.Tests.Scanning;

public sealed class ScanProgressHubTests
{
    // More than are kept.
    private const int Many = 5000;
    private static readonly ScanId Mine = ScanSamples.Id(1);
    private readonly ScanProgressHub _hub = new();

    [Fact]
    public async Task Look_ThousandsAreWatched_WhatIsWorkedOnHereIsKept()
    {
        using var stop = new CancellationTokenSource();
        _hub.Started(Mine, stop);
        _hub.Report(Mine, Ended(StageIds.Resolve));
        var changed = _hub.Look(Mine).Changed;

        WatchOthers();
        _hub.Report(Mine, Ended(StageIds.Trivy));
        await _hub.StopAsync(Mine);

        Assert.True(changed.IsCompleted);
        Assert.Equal([StageIds.Resolve, StageIds.Trivy], _hub.TakeNews(Mine)!.Select(stage => stage.Stage));
        Assert.True(stop.IsCancellationRequested);
    }

    [Fact]
    public void Look_ThousandsAreWatched_WhatEndedHereIsDropped()
    {
        using var stop = new CancellationTokenSource();
        _hub.Started(Mine, stop);
        _hub.Report(Mine, Ended(StageIds.Resolve));
        _hub.Ended(Mine, isOver: true);

        WatchOthers();

        Assert.Empty(_hub.Look(Mine).Stages);
    }

    private void WatchOthers()
    {
        for (var other = 2; other < Many; other++)
        {
            _hub.Look(ScanSamples.Id(other));
        }
    }

    private static StageProgress Ended(string stage) => new(stage, StageOutcome.Completed, 1, null);
}
