using System.Globalization;
using System.Text;
using DockerScan.Core.Reading;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Html.Timeline;

/// <summary>The timeline as a picture: processes as bars, below them contacts and other moments as dots, a row for each label.</summary>
internal sealed class TimelineChart
{
    private const double LabelLeft = 16;
    private const double UserRight = TimelineScale.Left - 12;
    private const double UserWidth = 48;
    private const double BarLabelWidth = UserRight - UserWidth - LabelLeft;
    private const double DotLabelWidth = UserRight - LabelLeft;
    private const int Width = 872;
    private const int AxisHeight = 26;
    private const int RowHeight = 20;
    private const int HeadHeight = 28;
    private const int LegendHeight = 34;
    private const double LeastBar = 4;

    private readonly StringBuilder _rows = new();
    private readonly TimelineReading _view;
    private readonly SandboxTimeline _timeline;
    private readonly ReportStrings _strings;
    private readonly TimelineScale _scale;
    private int _top = AxisHeight;
    private int _row;

    private TimelineChart(TimelineReading view, ReportStrings strings)
        => (_view, _timeline, _strings, _scale) = (view, view.Timeline, strings, new TimelineScale(view.Timeline));

    /// <summary>The figure.</summary>
    public static string Render(TimelineReading view, ReportStrings strings) => new TimelineChart(view, strings).Render(TimelineSentences.Summary(view, strings));

    private string Render(string summary)
    {
        Head(_strings.Processes, _timeline.Bars.Count);
        foreach (var bar in _timeline.Bars)
        {
            Bar(bar);
        }

        foreach (var kind in _timeline.Marks.GroupBy(mark => TimelineReading.KindOf(mark)).OrderBy(kind => kind.Key))
        {
            Head(_strings.Word(kind.Key), kind.Count());
            foreach (var series in TimelineSeries.From(kind))
            {
                Series(series);
            }
        }

        var height = _top + LegendHeight;
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<figure class=\"chart timeline\"><div class=\"scroll\" tabindex=\"0\"><svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"timeline-title timeline-text\">")
            .Append(CultureInfo.InvariantCulture, $"<title id=\"timeline-title\">{HtmlText.Escape(_strings.Timeline)}</title><desc id=\"timeline-text\">{HtmlText.Escape(summary)}</desc>\n")
            .Append(Axis()).Append(_rows).Append(Legend())
            .Append("</svg></div></figure>\n").ToString();
    }

    private string Axis()
    {
        var lines = new StringBuilder();
        var labels = new StringBuilder();
        foreach (var tick in _scale.Ticks())
        {
            var place = _scale.Place(tick);
            lines.Append(CultureInfo.InvariantCulture, $"M{place:0.#} {AxisHeight - 6}V{_top}");
            labels.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{place:0.#}\" y=\"14\">{HtmlText.Escape(_strings.Words.Seconds(Units.Seconds(tick)))}</text>");
        }

        return $"{labels}\n<path class=\"grid\" d=\"{lines}\"/>\n";
    }

    private void Head(string title, int count)
    {
        _rows.Append(CultureInfo.InvariantCulture, $"<text class=\"head\" x=\"0\" y=\"{_top + 19}\">{HtmlText.Escape(title)} ({Units.Number(count)})</text>\n");
        (_top, _row) = (_top + HeadHeight, 0);
    }

    private void Bar(TimelineBar bar)
    {
        Row(bar.Label, TimelineText.Cut(bar.Label, BarLabelWidth), bar.IsSuspicious);
        User(bar.Uid);
        var left = Math.Min(_scale.Place(bar.StartMs), TimelineScale.End - LeastBar);
        var right = Math.Max(left + LeastBar, bar.EndMs is { } end ? _scale.Place(end) : TimelineScale.End);
        var name = bar.IsSuspicious ? "bar bad" : "bar";
        var title = HtmlText.Escape($"{bar.Label} · {TimelineSentences.Span(bar, _strings)}");
        if (bar.EndMs is null)
        {
            // An arrow head past the axis: it did not end here, only the watching did.
            _rows.Append(CultureInfo.InvariantCulture, $"<path class=\"{name}\" d=\"M{left:0.#} {_top + 4}H{right:0.#}l8 6l-8 6H{left:0.#}z\"><title>{title}</title></path>\n");
        }
        else
        {
            _rows.Append(CultureInfo.InvariantCulture, $"<rect class=\"{name}\" x=\"{left:0.#}\" y=\"{_top + 4}\" width=\"{right - left:0.#}\" height=\"12\" rx=\"2\"><title>{title}</title></rect>\n");
        }

        _top += RowHeight;
    }

    private void User(int uid)
    {
        if (uid == 0)
        {
            _rows.Append(CultureInfo.InvariantCulture, $"<rect class=\"root-box\" x=\"{UserRight - 38:0.#}\" y=\"{_top + 3}\" width=\"38\" height=\"14\" rx=\"7\"/><text class=\"root\" x=\"{UserRight - 19:0.#}\" y=\"{_top + 14}\">root</text>");
            return;
        }

        _rows.Append(CultureInfo.InvariantCulture, $"<text class=\"user\" x=\"{UserRight:0.#}\" y=\"{_top + 14}\">{uid}</text>");
    }

    private void Series(TimelineSeries series)
    {
        var (full, label) = Label(series);
        Row(full, label, series.IsSuspicious);
        var dots = series.Dots(_scale);
        if (dots.Count > 1)
        {
            _rows.Append(CultureInfo.InvariantCulture, $"<path class=\"thread\" d=\"M{dots[0].Place:0.#} {_top + 10}H{dots[^1].Place:0.#}\"/>");
        }

        foreach (var dot in dots)
        {
            Dot(dot, full);
        }

        _rows.Append('\n');
        _top += RowHeight;
    }

    private (string Full, string Label) Label(TimelineSeries series)
    {
        if (series.Label is null)
        {
            var rest = _strings.More(series.Marks.Count);
            return (rest, rest);
        }

        var times = series.Marks.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ×{series.Marks.Count}") : string.Empty;
        // A word, not only a colour; after the cut label, so that no long name pushes it out.
        var end = _view.IsMalicious(series.Marks[0]) ? $" · {_strings.Words.Of(Reputation.Malicious)}{times}" : times;
        return (series.Label + end[..^times.Length], TimelineText.Cut(series.Label, DotLabelWidth - TimelineText.Measure(end)) + end);
    }

    private void Dot(TimelineDot dot, string label)
    {
        var when = dot.FirstMs == dot.LastMs ? Units.Seconds(dot.FirstMs) : $"{Units.Seconds(dot.FirstMs)}–{Units.Seconds(dot.LastMs)}";
        var times = dot.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ×{dot.Count}") : string.Empty;
        var title = $"<title>{HtmlText.Escape($"{label}{times} · {_strings.Words.Seconds(when)}")}</title>";
        var radius = dot.Count > 1 ? 6 : 4.5;
        // Suspicious ones are diamonds, so that the colour is not all that tells them.
        _rows.Append(dot.IsSuspicious
            ? string.Create(CultureInfo.InvariantCulture, $"<path class=\"dot bad\" d=\"M{dot.Place:0.#} {_top + 10 - radius - 1}l{radius + 1} {radius + 1}l-{radius + 1} {radius + 1}l-{radius + 1} -{radius + 1}z\">{title}</path>")
            : string.Create(CultureInfo.InvariantCulture, $"<circle class=\"dot\" cx=\"{dot.Place:0.#}\" cy=\"{_top + 10}\" r=\"{radius}\">{title}</circle>"));
    }

    private void Row(string full, string label, bool isSuspicious)
    {
        if (_row++ % 2 == 0)
        {
            _rows.Append(CultureInfo.InvariantCulture, $"<rect class=\"zebra\" x=\"0\" y=\"{_top}\" width=\"{Width}\" height=\"{RowHeight}\"/>");
        }

        if (isSuspicious)
        {
            _rows.Append(CultureInfo.InvariantCulture, $"<path class=\"bad\" d=\"M6 {_top + 5}l5 9h-10z\"/>");
        }

        _rows.Append(CultureInfo.InvariantCulture, $"<text class=\"name{(isSuspicious ? " name-bad" : string.Empty)}\" x=\"{LabelLeft:0.#}\" y=\"{_top + 14}\"><title>{HtmlText.Escape(full)}</title>{HtmlText.Escape(label)}</text>");
    }

    private string Legend()
    {
        var y = _top + 22;
        return string.Create(CultureInfo.InvariantCulture, $"""
            <path class="bad" d="M6 {y - 9}l5 9h-10z"/><text class="legend" x="{LabelLeft:0.#}" y="{y}">{HtmlText.Escape(_strings.SuspiciousWord)}</text>
            <rect class="bar" x="{TimelineScale.Left:0.#}" y="{y - 10}" width="26" height="12" rx="2"/><text class="legend" x="{TimelineScale.Left + 34:0.#}" y="{y}">{HtmlText.Escape(_strings.LegendRan)}</text>
            <path class="bar" d="M{TimelineScale.Left + 140:0.#} {y - 10}h18l8 6l-8 6h-18z"/><text class="legend" x="{TimelineScale.Left + 174:0.#}" y="{y}">{HtmlText.Escape(_strings.StillRunning)}</text>
            <circle class="dot" cx="{TimelineScale.Left + 310:0.#}" cy="{y - 4}" r="4.5"/><text class="legend" x="{TimelineScale.Left + 321:0.#}" y="{y}">{HtmlText.Escape(_strings.LegendOnce)}</text>
            <circle class="dot" cx="{TimelineScale.Left + 400:0.#}" cy="{y - 4}" r="6"/><text class="legend" x="{TimelineScale.Left + 413:0.#}" y="{y}">{HtmlText.Escape(_strings.LegendSeveral)}</text>

            """);
    }
}
