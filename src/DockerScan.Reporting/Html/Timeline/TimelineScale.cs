using DockerScan.Core.Scans;

namespace DockerScan.Reporting.Html.Timeline;

/// <summary>The time axis: where a moment stands, and at which moments a tick does.</summary>
internal sealed class TimelineScale
{
    /// <summary>Where the axis begins.</summary>
    public const double Left = 292;

    /// <summary>How long it is.</summary>
    public const double Length = 556;

    /// <summary>Where it ends.</summary>
    public const double End = Left + Length;

    private const int MaxTicks = 12;
    private static readonly long[] Steps = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];

    private readonly long _end;

    public TimelineScale(SandboxTimeline timeline)
    {
        var last = timeline.Bars.Select(bar => bar.EndMs ?? bar.StartMs).Concat(timeline.Marks.Select(mark => mark.AtMs)).DefaultIfEmpty(0).Max();
        _end = Math.Max(1, Math.Max(timeline.WindowMs, last));
    }

    /// <summary>The moments with a tick, in milliseconds.</summary>
    public IEnumerable<long> Ticks()
    {
        var step = Steps.FirstOrDefault(step => _end / step < MaxTicks, (_end / MaxTicks) + 1);
        for (long at = 0; at <= _end; at += step)
        {
            yield return at;
        }
    }

    /// <summary>The place of a moment; moments outside the axis stand at its ends.</summary>
    public double Place(long milliseconds) => Left + (Length * Math.Clamp(milliseconds, 0, _end) / _end);
}
