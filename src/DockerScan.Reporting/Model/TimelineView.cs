using System.Globalization;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Model;

/// <summary>The timeline within its bounds, in order, and in the words that picture and table share.</summary>
internal sealed class TimelineView
{
    private const int MaxBars = 40;
    private const int MaxMarks = 200;

    private readonly HashSet<Indicator> _malicious;

    public TimelineView(SandboxTimeline timeline, IEnumerable<IndicatorReputation>? reputations = null)
    {
        _malicious = [.. (reputations ?? []).Where(each => each.Reputation == Reputation.Malicious).Select(each => each.Indicator)];
        Timeline = timeline with
        {
            Bars = [.. timeline.Bars.Take(MaxBars).OrderBy(bar => bar.StartMs)],
            Marks = [.. timeline.Marks.Take(MaxMarks).OrderBy(mark => mark.AtMs).Select(Judged)],
        };
    }

    public SandboxTimeline Timeline { get; }

    /// <summary>The picture in one sentence.</summary>
    public string Summary(ReportStrings strings) => strings.TimelineSummary(
        Seconds(Timeline.WindowMs),
        Timeline.Bars.Count,
        Timeline.Bars.Count(bar => bar.Uid == 0),
        Timeline.Marks.Count,
        Timeline.Bars.Count(bar => bar.IsSuspicious) + Timeline.Marks.Count(mark => mark.IsSuspicious));

    /// <summary>True for a contact with a name or address that a reputation service calls malicious.</summary>
    public bool IsMalicious(TimelineMark mark)
        => _malicious.Count > 0 && KindOf(mark) is (TimelineKind.Dns or TimelineKind.Connection or TimelineKind.Flow)
            && Host(mark.Label) is var host && (Indicator.TryAddress(host) ?? Indicator.TryDomain(host)) is { } indicator && _malicious.Contains(indicator);

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
        => bar.EndMs is { } end ? strings.Words.Seconds($"{Seconds(bar.StartMs)}–{Seconds(end)}") : $"{strings.Words.Seconds($"{Seconds(bar.StartMs)}–")} ({strings.StillRunning})";

    /// <summary>Milliseconds as seconds, all of the same form, for a column.</summary>
    public static string Exact(long milliseconds) => (milliseconds / 1000.0).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds as seconds, as short as can be without losing what matters.</summary>
    public static string Seconds(long milliseconds)
        => (milliseconds / 1000.0).ToString(milliseconds % 1000 == 0 ? "0" : milliseconds < 10_000 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private TimelineMark Judged(TimelineMark mark) => IsMalicious(mark) ? mark with { IsSuspicious = true } : mark;

    /// <summary>The host of a label: <c>name</c>, <c>name:443 tls</c>, <c>192.0.2.1:80 http</c>, <c>[2001:db8::1]:443</c>.</summary>
    private static string Host(string label)
    {
        var place = label.Split(' ', 2)[0];
        if (place.StartsWith('['))
        {
            return place[1..].Split(']', 2)[0];
        }

        var colon = place.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon == place.LastIndexOf(':') ? place[..colon] : place;
    }
}
