using Quartz;

namespace DockerScan.Scheduling.Times;

/// <summary>The times of five fields in a zone, by the same parser and clock rules as the triggers'.</summary>
internal static class CronTimes
{
    /// <exception cref="FormatException">The fields cannot be read.</exception>
    public static CronExpression Read(string cron, TimeZoneInfo zone) => CronExpression.Parse(cron, CronFormat.Unix).WithTimeZone(zone);

    /// <summary>
    /// The time that a firing was planned for: the last one up to now. Quartz gives the first one missed after a pause, and the run that is made
    /// is the last one's. A clock that rang a moment early is not taken for the time before.
    /// </summary>
    /// <param name="times">The trigger's times.</param>
    /// <param name="scheduled">What Quartz says.</param>
    /// <param name="now">When it fired.</param>
    public static DateTimeOffset Planned(CronExpression times, DateTimeOffset? scheduled, DateTimeOffset now)
    {
        var last = times.GetPreviousValidTimeBefore(now.AddTicks(1)) ?? now;
        var planned = scheduled > last ? scheduled.Value : last;
        return TimeZoneInfo.ConvertTime(planned, times.TimeZone);
    }
}
