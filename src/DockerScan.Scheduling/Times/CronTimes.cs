using DockerScan.Core.Watches.Schedules;
using Quartz;

namespace DockerScan.Scheduling.Times;

/// <summary>The times of five fields in a zone, by the same parser and clock rules as the triggers'.</summary>
internal static class CronTimes
{
    // No clock is put on or back by more.
    private static readonly TimeSpan LongestChange = TimeSpan.FromHours(3);

    /// <exception cref="FormatException">The fields cannot be read.</exception>
    public static CronExpression Read(string cron, TimeZoneInfo zone) => CronExpression.Parse(cron, CronFormat.Unix).WithTimeZone(ZoneReader.Counted(zone));

    /// <summary>
    /// The time that a firing was planned for: the last one up to now. Quartz gives the first one missed after a pause, and the run that is made
    /// is the last one's. A clock that rang a moment early is not taken for the time before.
    /// </summary>
    /// <param name="times">The trigger's times.</param>
    /// <param name="scheduled">What Quartz says.</param>
    /// <param name="now">When it fired.</param>
    public static DateTimeOffset Planned(CronExpression times, DateTimeOffset? scheduled, DateTimeOffset now)
    {
        var last = Last(times, now) ?? now;
        var planned = scheduled > last ? scheduled.Value : last;
        return TimeZoneInfo.ConvertTime(planned, times.TimeZone);
    }

    /// <summary>
    /// The last time up to another, as the triggers have it: counted forwards. Backwards Quartz takes the second pass of a doubled hour for the
    /// time at which a named hour came, and forwards the first.
    /// </summary>
    public static DateTimeOffset? Last(CronExpression times, DateTimeOffset until)
    {
        if (times.GetPreviousValidTimeBefore(until.AddTicks(1)) is not { } last)
        {
            return null;
        }

        var found = times.GetNextValidTimeAfter(last - LongestChange);
        while (found is { } at && times.GetNextValidTimeAfter(at) is { } next && next > at && next <= until)
        {
            found = next;
        }

        return found <= until ? found : last;
    }
}
