using DockerScan.Core.Scans;
using DockerScan.Reporting.Html.Timeline;

namespace DockerScan.Reporting.Tests.Html.Timeline;

public sealed class TimelineSeriesTests
{
    [Fact]
    public void From_SameLabel_IsOneRow()
    {
        var rows = TimelineSeries.From([Mark(5, "b"), Mark(1, "a"), Mark(9, "a"), Mark(3, "a")]);

        Assert.Equal(["a", "b"], rows.Select(row => row.Label));
        Assert.Equal([1, 3, 9], rows[0].Marks.Select(mark => mark.AtMs));
    }

    [Fact]
    public void From_ManyLabels_KeepsSuspiciousAndCountsAll()
    {
        var marks = Enumerable.Range(0, 60).Select(number => Mark(number, $"host-{number:00}", number is 31 or 59)).ToList();

        var rows = TimelineSeries.From(marks);

        Assert.Equal(9, rows.Count);
        Assert.Null(rows[^1].Label);
        Assert.Equal(["host-00", "host-01", "host-02", "host-03", "host-04", "host-05", "host-31", "host-59"], rows.SkipLast(1).Select(row => row.Label));
        Assert.Equal(marks.Count, rows.Sum(row => row.Marks.Count));
        Assert.False(rows[^1].IsSuspicious);
    }

    [Fact]
    public void From_NineLabels_HasNoRowOfTheRest()
        => Assert.DoesNotContain(TimelineSeries.From(Enumerable.Range(0, 9).Select(number => Mark(number, $"{number}"))), row => row.Label is null);

    [Fact]
    public void Dots_Close_AreOneAndAsSuspiciousAsTheWorst()
    {
        var series = new TimelineSeries("a", [Mark(0, "a"), Mark(100, "a", isSuspicious: true), Mark(200, "a"), Mark(30_000, "a")]);

        var dots = series.Dots(new TimelineScale(new SandboxTimeline(60_000, [], [])));

        Assert.Equal([(3, true, 0L, 200L), (1, false, 30_000L, 30_000L)], dots.Select(dot => (dot.Count, dot.IsSuspicious, dot.FirstMs, dot.LastMs)));
    }

    [Fact]
    public void Dots_HundredsOfMarks_NeverOverlap()
    {
        var series = new TimelineSeries("a", [.. Enumerable.Range(0, 500).Select(number => Mark(number * 119, "a"))]);

        var dots = series.Dots(new TimelineScale(new SandboxTimeline(60_000, [], [])));

        Assert.Equal(500, dots.Sum(dot => dot.Count));
        Assert.All(dots.Zip(dots.Skip(1)), pair => Assert.True(pair.Second.First > pair.First.Last));
    }

    private static TimelineMark Mark(long at, string label, bool isSuspicious = false) => new(at, label, "dns", isSuspicious);
}
