using DockerScan.Core;
using DockerScan.Core.Watches.Schedules;
using Microsoft.Extensions.Options;
using Quartz;

namespace DockerScan.Scheduling.Times;

/// <summary>Reads schedules by the rules of Core, and says when they come by the clock rules of the scheduler that will run them.</summary>
internal sealed class WatchSchedules(IOptions<ScheduleOptions> options) : IWatchSchedules
{
    private const int MaxCount = 1000;

    public Result<WatchSchedule> Read(string text, string? zone, string spreadKey)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spreadKey);
        var place = ZoneReader.Read(string.IsNullOrWhiteSpace(zone) ? options.Value.Zone : zone);
        if (!place.IsSuccess)
        {
            return place.Failure;
        }

        var fields = ScheduleReader.Read(text, spreadKey);
        if (!fields.IsSuccess)
        {
            return fields.Failure;
        }

        return Refuse(text.Trim(), fields.Value) is { } refusal ? refusal : new WatchSchedule(text.Trim(), fields.Value.ToString(), place.Value.Id);
    }

    public IReadOnlyList<DateTimeOffset> Next(WatchSchedule schedule, DateTimeOffset after, int count)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);
        if (Times(schedule) is not { } times)
        {
            return [];
        }

        List<DateTimeOffset> next = [];
        var last = after;
        // A time that is not later would be given for ever.
        while (next.Count < count && times.GetNextValidTimeAfter(last) is { } found && found > last)
        {
            next.Add(TimeZoneInfo.ConvertTime(found, times.TimeZone));
            last = found;
        }

        return next;
    }

    public DateTimeOffset? Last(WatchSchedule schedule, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return Times(schedule) is { } times && CronTimes.Last(times, until) is { } last ? TimeZoneInfo.ConvertTime(last, times.TimeZone) : null;
    }

    private static CronExpression? Times(WatchSchedule schedule)
        => ZoneReader.Read(schedule.Zone) is { IsSuccess: true, Value: { } zone } && Crontab.Read(schedule.Cron) is { IsSuccess: true, Value.IsNever: false }
            ? CronTimes.Read(schedule.Cron, zone) : null;

    private ScanFailure? Refuse(string text, Crontab fields)
    {
        var shown = DisplayText.Clean(text, 60);
        var (least, between) = (options.Value.MinIntervalMinutes, fields.LeastMinutesBetween());
        return fields.IsNever ? new ScanFailure(FailureKind.Refused, $"'{shown}' never runs: there is no such day")
            : between < least ? new ScanFailure(
                FailureKind.Refused, FormattableString.Invariant($"'{shown}' runs again after {between} min, and at least {least} min must lie between two runs (Schedules:MinIntervalMinutes)"))
            : null;
    }
}
