using DockerScan.Core.Scans;
using DockerScan.Reporting.Html.Timeline;

namespace DockerScan.Reporting.Tests.Html.Timeline;

public sealed class TimelineScaleTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(900, 10)]
    [InlineData(60_000, 7)]
    [InlineData(300_000, 11)]
    [InlineData(86_400_000, 12)]
    public void Ticks_Window_AreFewAndWithin(long window, int expected)
    {
        var scale = new TimelineScale(new SandboxTimeline(window, [], []));

        var ticks = scale.Ticks().ToList();

        Assert.Equal(expected, ticks.Count);
        Assert.Equal(0, ticks[0]);
        Assert.All(ticks, tick => Assert.InRange(scale.Place(tick), TimelineScale.Left, TimelineScale.End));
    }

    [Theory]
    [InlineData(-5_000)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Place_OutsideOfWindow_IsAnEnd(long at)
        => Assert.Equal(at < 0 ? TimelineScale.Left : TimelineScale.End, new TimelineScale(new SandboxTimeline(60_000, [], [])).Place(at));

    [Fact]
    public void Place_LaterThanWindow_WidensIt()
    {
        var scale = new TimelineScale(new SandboxTimeline(10_000, [new TimelineBar("a", 0, 20_000, 0, false)], []));

        Assert.Equal(TimelineScale.End, scale.Place(20_000));
        Assert.Equal(TimelineScale.Left + (TimelineScale.Length / 2), scale.Place(10_000));
    }
}
