using System.Globalization;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Html.Timeline;
using DockerScan.Reporting.Strings;
using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>The processes and contacts that matter most, over time. The page has all of them.</summary>
internal sealed class TimelinePicture
{
    private const int MaxBars = 8;
    private const int MaxSeries = 12;
    private const float RowHeight = 20;
    private const float HeadHeight = 28;
    private const float AxisHeight = 24;
    private const float NoteHeight = 24;
    private const float LabelLeft = 16;
    private const float LabelWidth = (float)TimelineScale.Left - LabelLeft - 14;
    private const float LeastBar = 4;

    private readonly ReportStrings _strings;
    private readonly TimelineScale _scale;
    private readonly IReadOnlyList<TimelineBar> _bars;
    private readonly IReadOnlyList<IGrouping<TimelineKind, TimelineSeries>> _kinds;
    private readonly int _left;

    public TimelinePicture(TimelineReading view, ReportStrings strings)
    {
        var timeline = view.Timeline;
        (_strings, _scale) = (strings, new TimelineScale(timeline));
        var series = timeline.Marks.GroupBy(mark => TimelineReading.KindOf(mark)).SelectMany(kind => TimelineSeries.From(kind)).ToList();
        _bars = [.. timeline.Bars.OrderByDescending(bar => bar.IsSuspicious).ThenBy(bar => bar.StartMs).Take(MaxBars).OrderBy(bar => bar.StartMs)];
        _kinds = [.. series.OrderByDescending(each => each.IsSuspicious).ThenBy(Kind).ThenBy(each => each.Marks[0].AtMs).Take(MaxSeries).GroupBy(Kind).OrderBy(kind => kind.Key)];
        _left = timeline.Bars.Count - _bars.Count + Math.Max(0, series.Count - MaxSeries);
    }

    public float Height => AxisHeight + HeadHeight + ((_bars.Count + _kinds.Sum(kind => kind.Count())) * RowHeight) + (_kinds.Count * HeadHeight) + NoteHeight;

    public void Draw(PictureCanvas canvas, float left, float top)
    {
        using var small = PictureFonts.Text(11);
        using var head = PictureFonts.Strong(12);
        using var name = PictureFonts.Text(12);
        Axis(canvas, left, top, small);
        var row = top + AxisHeight;
        canvas.Write(_strings.Processes, left, row + 19, head, PictureColors.Soft);
        row += HeadHeight;
        foreach (var bar in _bars)
        {
            Label(canvas, left, row, bar.Label, bar.IsSuspicious, name);
            Bar(canvas, left, row, bar);
            row += RowHeight;
        }

        foreach (var kind in _kinds)
        {
            canvas.Write(_strings.Word(kind.Key), left, row + 19, head, PictureColors.Soft);
            row += HeadHeight;
            foreach (var series in kind.OrderBy(each => each.Marks[0].AtMs))
            {
                Label(canvas, left, row, Name(series), series.IsSuspicious, name);
                Dots(canvas, left, row, series);
                row += RowHeight;
            }
        }

        canvas.Write(Note(), left, row + 17, small, PictureColors.Soft);
    }

    private static TimelineKind Kind(TimelineSeries series) => TimelineReading.KindOf(series.Marks[0]);

    private string Name(TimelineSeries series)
    {
        var times = series.Marks.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ×{series.Marks.Count}") : string.Empty;
        return series.Label is null ? _strings.More(series.Marks.Count) : series.Label + times;
    }

    private string Note()
        => _left == 0 ? $"▲ {_strings.SuspiciousWord}" : $"▲ {_strings.SuspiciousWord}; {_strings.RowsInReport(_left)}";

    private void Axis(PictureCanvas canvas, float left, float top, SKFont font)
    {
        foreach (var tick in _scale.Ticks())
        {
            var x = left + (float)_scale.Place(tick);
            canvas.Write(_strings.Words.Seconds(Units.Seconds(tick)), x, top + 12, font, PictureColors.Soft, align: SKTextAlign.Center);
            canvas.Box(x, top + AxisHeight - 6, 1, Height - AxisHeight - NoteHeight + 6, PictureColors.Line);
        }
    }

    private static void Label(PictureCanvas canvas, float left, float row, string label, bool isSuspicious, SKFont font)
    {
        if (isSuspicious)
        {
            // A shape too, so that the colour is not all that tells it.
            canvas.Shape(PictureColors.Bad, new(left + 6, row + 5), new(left + 11, row + 14), new(left + 1, row + 14));
        }

        canvas.Write(label, left + LabelLeft, row + 14, font, isSuspicious ? PictureColors.Bad : PictureColors.Ink, LabelWidth);
    }

    private void Bar(PictureCanvas canvas, float left, float row, TimelineBar bar)
    {
        var color = bar.IsSuspicious ? PictureColors.Bad : PictureColors.Bar;
        var begin = (float)Math.Min(_scale.Place(bar.StartMs), TimelineScale.End - LeastBar);
        var end = Math.Max(begin + LeastBar, (float)(bar.EndMs is { } at ? _scale.Place(at) : TimelineScale.End));
        canvas.Box(left + begin, row + 4, end - begin, 12, color, 2);
        if (bar.EndMs is null)
        {
            // It did not end here, only the watching did.
            canvas.Shape(color, new(left + end, row + 4), new(left + end + 8, row + 10), new(left + end, row + 16));
        }
    }

    private void Dots(PictureCanvas canvas, float left, float row, TimelineSeries series)
    {
        foreach (var dot in series.Dots(_scale))
        {
            var radius = dot.Count > 1 ? 6f : 4.5f;
            canvas.Dot(left + (float)dot.Place, row + 10, radius, dot.IsSuspicious ? PictureColors.Bad : PictureColors.Bar);
        }
    }
}
