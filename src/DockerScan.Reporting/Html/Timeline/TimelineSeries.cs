using DockerScan.Core.Scans;

namespace DockerScan.Reporting.Html.Timeline;

/// <summary>The marks that share a row: those of the same label, or all that found no row of their own.</summary>
/// <param name="Label">The label; null for the row of the rest.</param>
/// <param name="Marks">The marks, by time.</param>
internal sealed record TimelineSeries(string? Label, IReadOnlyList<TimelineMark> Marks)
{
    // A page should show what matters at a glance; the table under the picture has every mark.
    private const int MaxPerKind = 8;
    private const double DotDistance = 6;

    /// <summary>True when any of them is.</summary>
    public bool IsSuspicious => Marks.Any(mark => mark.IsSuspicious);

    /// <summary>The rows of one kind: a label asked for a hundred times is one row; suspicious ones get a row first, then the earliest.</summary>
    public static IReadOnlyList<TimelineSeries> From(IEnumerable<TimelineMark> marks)
    {
        var all = marks.GroupBy(mark => mark.Label, StringComparer.Ordinal)
            .Select(same => new TimelineSeries(same.Key, [.. same.OrderBy(mark => mark.AtMs)]))
            .OrderByDescending(series => series.IsSuspicious).ThenBy(series => series.Marks[0].AtMs)
            .ToList();
        // A row of the rest that would hold one label is that label's row.
        var own = all.Count <= MaxPerKind + 1 ? all.Count : MaxPerKind;
        var rows = all.Take(own).OrderBy(series => series.Marks[0].AtMs).ToList();
        if (all.Count > own)
        {
            rows.Add(new TimelineSeries(null, [.. all.Skip(own).SelectMany(series => series.Marks).OrderBy(mark => mark.AtMs)]));
        }

        return rows;
    }

    /// <summary>The dots to draw: marks that would cover each other become one, as suspicious as the worst of them.</summary>
    public IReadOnlyList<TimelineDot> Dots(TimelineScale scale)
    {
        var dots = new List<TimelineDot>();
        foreach (var mark in Marks)
        {
            var place = scale.Place(mark.AtMs);
            if (dots.Count > 0 && place - dots[^1].First < DotDistance)
            {
                dots[^1] = dots[^1] with { Last = place, LastMs = mark.AtMs, Count = dots[^1].Count + 1, IsSuspicious = dots[^1].IsSuspicious || mark.IsSuspicious };
                continue;
            }

            dots.Add(new TimelineDot(place, place, mark.AtMs, mark.AtMs, 1, mark.IsSuspicious));
        }

        return dots;
    }
}
