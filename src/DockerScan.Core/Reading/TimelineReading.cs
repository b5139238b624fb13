using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Reading;

/// <summary>What the image did over time, within bounds and in order: the one reading of picture, chart and table.</summary>
public sealed class TimelineReading
{
    private const int MaxBars = 40;
    private const int MaxMarks = 200;

    private readonly HashSet<Indicator> _malicious;

    /// <param name="timeline">The timeline as it was kept.</param>
    /// <param name="reputations">What is known of whom it tried to reach.</param>
    public TimelineReading(SandboxTimeline timeline, IEnumerable<IndicatorReputation>? reputations = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        _malicious = [.. (reputations ?? []).Where(each => each.Reputation == Reputation.Malicious).Select(each => each.Indicator)];
        Timeline = timeline with
        {
            Bars = [.. timeline.Bars.Take(MaxBars).OrderBy(bar => bar.StartMs)],
            Marks = [.. timeline.Marks.Take(MaxMarks).OrderBy(mark => mark.AtMs).Select(Judged)],
        };
    }

    /// <summary>At most 40 processes by their start and 200 moments by their time. What a reputation service calls malicious is suspicious here.</summary>
    public SandboxTimeline Timeline { get; }

    /// <summary>How many processes ran as root.</summary>
    public int Roots => Timeline.Bars.Count(bar => bar.Uid == 0);

    /// <summary>How many of the processes and moments a finding, or a reputation service, is against.</summary>
    public int Suspicious => Timeline.Bars.Count(bar => bar.IsSuspicious) + Timeline.Marks.Count(mark => mark.IsSuspicious);

    /// <summary>True for a contact with a name or address that a reputation service calls malicious.</summary>
    public bool IsMalicious(TimelineMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return _malicious.Count > 0 && KindOf(mark) is (TimelineKind.Dns or TimelineKind.Connection or TimelineKind.Flow)
            && (mark.Host ?? HostIn(mark.Label)) is var host && (Indicator.TryAddress(host) ?? Indicator.TryDomain(host)) is { } indicator && _malicious.Contains(indicator);
    }

    /// <summary>What a mark is; the name of its kind is kept as text, so results of every age can be read.</summary>
    public static TimelineKind KindOf(TimelineMark mark) => mark?.Kind switch
    {
        "dns" => TimelineKind.Dns,
        "connection" => TimelineKind.Connection,
        "flow" => TimelineKind.Flow,
        "token" => TimelineKind.Token,
        "listener" => TimelineKind.Listener,
        "file" => TimelineKind.File,
        _ => TimelineKind.Other,
    };

    private TimelineMark Judged(TimelineMark mark) => IsMalicious(mark) ? mark with { IsSuspicious = true } : mark;

    /// <summary>For results of older versions: the host of a label: <c>name</c>, <c>name:443 tls</c>, <c>192.0.2.1:80 http</c>, <c>[2001:db8::1]:443</c>.</summary>
    private static string HostIn(string label)
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
