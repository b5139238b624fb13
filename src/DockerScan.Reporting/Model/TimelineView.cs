using System.Globalization;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Model;

/// <summary>The timeline within its bounds, in order, and in the words that picture and table share.</summary>
internal sealed class TimelineView
{
    private const int MaxBars = 40;
    private const int MaxMarks = 200;

    public TimelineView(SandboxTimeline timeline) => Timeline = timeline with
    {
        Bars = [.. timeline.Bars.Take(MaxBars).OrderBy(bar => bar.StartMs)],
        Marks = [.. timeline.Marks.Take(MaxMarks).OrderBy(mark => mark.AtMs)],
    };

    public SandboxTimeline Timeline { get; }

    /// <summary>The picture in one sentence.</summary>
    public string Summary(ReportStrings strings) => strings.TimelineSummary(
        Seconds(Timeline.WindowMs),
        Timeline.Bars.Count,
        Timeline.Bars.Count(bar => bar.Uid == 0),
        Timeline.Marks.Count,
        Timeline.Bars.Count(bar => bar.IsSuspicious) + Timeline.Marks.Count(mark => mark.IsSuspicious));

    public static TimelineKind KindOf(TimelineMark mark) => mark.Kind switch
    {
        "dns" => TimelineKind.Dns,
        "connection" => TimelineKind.Connection,
        "flow" => TimelineKind.Flow,
        "token" => TimelineKind.Token,
        "listener" => TimelineKind.Listener,
        "file" => TimelineKind.File,
        _ => TimelineKind.Other,
    };

    /// <summary>From when to when a process ran.</summary>
    public static string Span(TimelineBar bar, ReportStrings strings)
        => bar.EndMs is { } end ? strings.Seconds($"{Seconds(bar.StartMs)}–{Seconds(end)}") : $"{strings.Seconds($"{Seconds(bar.StartMs)}–")} ({strings.StillRunning})";

    /// <summary>Milliseconds as seconds, all of the same form, for a column.</summary>
    public static string Exact(long milliseconds) => (milliseconds / 1000.0).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds as seconds, as short as can be without losing what matters.</summary>
    public static string Seconds(long milliseconds)
        => (milliseconds / 1000.0).ToString(milliseconds % 1000 == 0 ? "0" : milliseconds < 10_000 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
