using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Times;
using Quartz;

namespace DockerScan.Scheduling.Planning;

/// <summary>A job that is wanted, and when.</summary>
/// <param name="Key">Its key, which is its trigger's too.</param>
/// <param name="Type">The job.</param>
/// <param name="Cron">Crontab's five fields.</param>
/// <param name="Zone">The IANA name of the zone.</param>
/// <param name="IsPaused">True keeps it from running.</param>
internal sealed record PlannedJob(JobKey Key, Type Type, string Cron, string Zone, bool IsPaused)
{
    /// <summary>The group of watches' jobs.</summary>
    public const string Watches = "watches";

    /// <summary>The group of the program's own jobs.</summary>
    public const string Upkeep = "upkeep";

    private static readonly RetryPolicy Retries = RetryPolicy.Exponential(5, TimeSpan.FromMinutes(1), 2, null);

    public TriggerKey Trigger => new(Key.Name, Key.Group);

    public static JobKey WatchKey(string watchId) => new(watchId, Watches);

    /// <summary>Its times.</summary>
    /// <exception cref="FormatException">The fields cannot be read.</exception>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public CronExpression Times()
        => CronTimes.Read(Cron, ZoneReader.Read(Zone).Value ?? throw new TimeZoneNotFoundException($"the zone {Zone} is not known here"));

    /// <summary>Its trigger, from now on. Of what was missed while nothing could run, one is made up for, at once.</summary>
    /// <param name="time">The scheduler's clock: a trigger has one of its own, which the scheduler's setting does not reach.</param>
    public ITrigger TriggerFrom(TimeProvider time)
    {
        var times = Times();
        return TriggerBuilder.Create(time).WithIdentity(Trigger).ForJob(Key).StartAt(time.GetUtcNow()).WithRetryPolicy(Retries)
            .WithSchedule(CronScheduleBuilder.Create(times).InTimeZone(times.TimeZone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
    }

    public IJobDetail Job() => JobBuilder.Create().OfType(Type).WithIdentity(Key).Build();
}

internal static class CronTriggers
{
    /// <summary>The times of a trigger.</summary>
    public static CronExpression Times(this ICronTrigger trigger) => new(trigger.CronExpressionString!, trigger.TimeZone);
}
