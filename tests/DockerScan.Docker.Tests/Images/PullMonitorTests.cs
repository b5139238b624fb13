using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Images;

namespace DockerScan.Docker.Tests.Images;

public sealed class PullMonitorTests
{
    private readonly List<PullProgress> _reports = [];

    [Fact]
    public void Report_SeveralLayers_AddsThemUpAndNeverGoesBack()
    {
        using var stop = new CancellationTokenSource();
        var monitor = Create(1000, stop);

        monitor.Report(Line("a", "Downloading", 10, 100));
        monitor.Report(Line("b", "Downloading", 50, 100));
        monitor.Report(Line("a", "Downloading", 100, 100));
        monitor.Report(Line("a", "Extracting", 5, 100));

        Assert.Equal([10, 60, 150], _reports.Select(report => report.DoneBytes));
        Assert.All(_reports, report => Assert.True(report.TotalBytes >= report.DoneBytes));
        Assert.Null(monitor.Failure);
    }

    [Fact]
    public void Report_OverTheLimit_StopsAsTooLarge()
    {
        using var stop = new CancellationTokenSource();
        var monitor = Create(100, stop);

        monitor.Report(Line("a", "Downloading", 60, 60));
        monitor.Report(Line("b", "Downloading", 60, 60));

        Assert.Equal(FailureKind.TooLarge, monitor.Failure!.Kind);
        Assert.True(stop.IsCancellationRequested);
    }

    [Fact]
    public void Report_EndlessLayerIds_IsBounded()
    {
        using var stop = new CancellationTokenSource();
        var monitor = Create(long.MaxValue, stop);

        for (var i = 0; i < 10_000 && !stop.IsCancellationRequested; i++)
        {
            monitor.Report(Line($"layer{i}", "Downloading", 1, 1));
        }

        Assert.Equal(FailureKind.TooLarge, monitor.Failure!.Kind);
    }

    [Fact]
    public void Report_NonsenseCounters_AreIgnored()
    {
        using var stop = new CancellationTokenSource();
        var monitor = Create(100, stop);

        monitor.Report(Line("a", "Downloading", -5, -1));
        monitor.Report(Line(new string('x', 5000), "Downloading", 500, 500));
        monitor.Report(new JSONMessage { Status = "Status: fine" });

        Assert.Null(monitor.Failure);
    }

    [Theory]
    [InlineData("write /var/lib/docker: no space left on device", FailureKind.DiskFull)]
    [InlineData("toomanyrequests: You have reached your pull rate limit", FailureKind.RateLimited)]
    [InlineData("pull access denied for x, repository does not exist or may require 'docker login'", FailureKind.Unauthorized)]
    [InlineData("manifest for x@sha256:0 not found: manifest unknown: manifest unknown", FailureKind.ImageNotFound)]
    [InlineData("no matching manifest for linux/s390x in the manifest list entries", FailureKind.WrongPlatform)]
    [InlineData("Get https://r/v2/: dial tcp: lookup r: no such host", FailureKind.RegistryUnavailable)]
    [InlineData("something else", FailureKind.Unsupported)]
    public void Report_ErrorLine_IsTold(string text, FailureKind expected)
    {
        using var stop = new CancellationTokenSource();
        var monitor = Create(100, stop);

        monitor.Report(new JSONMessage { Error = new JSONError { Message = text } });

        Assert.Equal(expected, monitor.Failure!.Kind);
        Assert.Contains(text[..10], monitor.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_DiskNearlyFull_Stops()
    {
        using var stop = new CancellationTokenSource();
        var full = new ScanFailure(FailureKind.DiskFull, "full");
        var monitor = new PullMonitor(0, 100, new Collector(_reports), () => full, stop);

        monitor.Report(Line("a", "Extracting", 1, 10));

        Assert.Same(full, monitor.Failure);
        Assert.True(stop.IsCancellationRequested);
    }

    private static JSONMessage Line(string id, string status, long current, long total)
        => new() { ID = id, Status = status, Progress = new JSONProgress { Current = current, Total = total } };

    private PullMonitor Create(long maxBytes, CancellationTokenSource stop)
        => new(0, maxBytes, new Collector(_reports), () => null, stop);

    private sealed class Collector(List<PullProgress> reports) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => reports.Add(value);
    }
}
