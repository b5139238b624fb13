namespace DockerScan.Core.Watches.Schedules;

/// <summary>Reads when a watch is to look, and says when that will be. It asks nobody and keeps nothing.</summary>
public interface IWatchSchedules
{
    /// <summary>What a person's words mean.</summary>
    /// <param name="text"><c>hourly</c>, <c>nightly</c>, <c>weekly</c>, <c>@daily</c> and its like, or crontab's five fields.</param>
    /// <param name="zone">The IANA name of the time zone that the hours are of; null for the setting <c>Schedules:Zone</c>.</param>
    /// <param name="spreadKey">The watch's key. Where the person named no minute, its hash chooses one, always the same for one key.</param>
    /// <returns>The schedule as it will run; or one line that says what is wrong with it: not a schedule, no such zone, closer together than <c>Schedules:MinInterval</c>, never.</returns>
    Result<WatchSchedule> Read(string text, string? zone, string spreadKey);

    /// <summary>When it is due next.</summary>
    /// <param name="schedule">The schedule, from <see cref="Read"/> or a store.</param>
    /// <param name="after">Only later times.</param>
    /// <param name="count">How many at most, 1 to 1,000.</param>
    /// <returns>The times in order, with the zone's offset at each; none when it never is, or cannot be read on this machine.</returns>
    IReadOnlyList<DateTimeOffset> Next(WatchSchedule schedule, DateTimeOffset after, int count);

    /// <summary>When it was due last.</summary>
    /// <param name="schedule">The schedule, from <see cref="Read"/> or a store.</param>
    /// <param name="until">No later time; this one counts.</param>
    /// <returns>The time, with the zone's offset; null when it never was, or the schedule cannot be read on this machine.</returns>
    DateTimeOffset? Last(WatchSchedule schedule, DateTimeOffset until);
}

/// <summary>When a watch looks: the person's words, and what they mean.</summary>
/// <param name="Text">The words as they were typed, blanks at their ends cut off.</param>
/// <param name="Cron">Crontab's five fields, as it will run: after spreading, numbers only.</param>
/// <param name="Zone">The IANA name of the time zone that the hours are of: <c>Europe/Berlin</c>, <c>UTC</c>.</param>
public sealed record WatchSchedule(string Text, string Cron, string Zone);
