using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

/// <summary>The timeline in sentences, for picture and table alike.</summary>
internal static class TimelineSentences
{
    /// <summary>All of it in one sentence.</summary>
    public static string Summary(TimelineReading view, ReportStrings strings)
        => strings.TimelineSummary(Units.Seconds(view.Timeline.WindowMs), view.Timeline.Bars.Count, view.Roots, view.Timeline.Marks.Count, view.Suspicious);

    /// <summary>From when to when a process ran.</summary>
    public static string Span(TimelineBar bar, ReportStrings strings)
        => bar.EndMs is { } end
            ? strings.Words.Seconds($"{Units.Seconds(bar.StartMs)}–{Units.Seconds(end)}")
            : $"{strings.Words.Seconds($"{Units.Seconds(bar.StartMs)}–")} ({strings.StillRunning})";
}
