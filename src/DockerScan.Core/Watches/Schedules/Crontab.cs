namespace DockerScan.Core.Watches.Schedules;

/// <summary>
/// Crontab's five fields: minute, hour, day of the month, month, day of the week (crontab(5) of Vixie cron). Where a day of the month and
/// a day of the week are both named, either is enough.
/// </summary>
public sealed class Crontab
{
    private const int FieldCount = 5;
    private const int MinutesOfHour = 60;
    private const int MinutesOfDay = 24 * MinutesOfHour;
    private const int LongestFebruary = 29;

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekDays;

    private Crontab(CronField[] fields)
    {
        (_minutes, _hours, _days, _months, _weekDays) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    /// <summary>True when no day is one of its days: 30 February.</summary>
    public bool IsNever => _weekDays.IsAny && !_days.IsAny && !_months.Values.Any(month => _days.Values.Any(day => day <= LongestMonth(month)));

    /// <summary>Reads five fields, one or more blanks between them.</summary>
    /// <param name="text">The fields.</param>
    /// <returns>The fields; or one line that says what is wrong with them.</returns>
    public static Result<Crontab> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = Split(text);
        CronFieldKind[] kinds = [CronFieldKind.Minute, CronFieldKind.Hour, CronFieldKind.Day, CronFieldKind.Month, CronFieldKind.WeekDay];
        if (parts.Length != FieldCount)
        {
            return new ScanFailure(
                FailureKind.Refused,
                FormattableString.Invariant($"'{DisplayText.Clean(text, 60)}' has {parts.Length} fields; crontab's five are minute, hour, day, month and day of the week, without seconds and years"));
        }

        var fields = new CronField[FieldCount];
        for (var field = 0; field < FieldCount; field++)
        {
            var read = CronFieldReader.Read(parts[field], kinds[field]);
            if (!read.IsSuccess)
            {
                return read.Failure;
            }

            fields[field] = read.Value;
        }

        return Ambiguity(fields[2], fields[4]) is { } failure ? failure : new Crontab(fields);
    }

    /// <summary>Whether it runs on a day.</summary>
    public bool RunsOn(DateOnly day)
    {
        var (isDay, isWeekDay) = (_days.Values.Contains(day.Day), _weekDays.Values.Contains((int)day.DayOfWeek));
        return _months.Values.Contains(day.Month) && (_days.IsAny ? isWeekDay : isDay || (!_weekDays.IsAny && isWeekDay));
    }

    /// <summary>The least number of minutes between two runs on a clock that is never changed; a day where they are further apart.</summary>
    public int LeastMinutesBetween()
    {
        var times = (from hour in _hours.Values from minute in _minutes.Values select (hour * MinutesOfHour) + minute).ToList();
        var least = times.Zip(times.Skip(1), (time, next) => next - time).Append(MinutesOfDay).Min();
        var overMidnight = times[0] + MinutesOfDay - times[^1];
        return overMidnight < least && RunsOnTwoDaysInARow() ? overMidnight : least;
    }

    /// <summary>
    /// The fields as they run. A named hour is a list, and so are its minutes: schedulers take a step or a range for "every so often",
    /// and would run it twice in the hour that comes twice when summer time ends. Where every hour is meant, it is to go on in both.
    /// </summary>
    public override string ToString()
    {
        var isEveryHour = _hours.IsAny || _hours.Values.Count == CronFieldKind.Hour.Count;
        var minutes = _minutes.IsAny && !isEveryHour ? (_minutes with { IsAny = false }).List : _minutes.List;
        return $"{minutes} {(isEveryHour ? "*" : _hours.List)} {_days.Short} {_months.Short} {_weekDays.Short}";
    }

    internal static string[] Split(string text) => text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    // Vixie cron takes "*/2" beside days of the week for "and", others for "or".
    private static ScanFailure? Ambiguity(CronField days, CronField weekDays)
        => days.StarStep is { } step && !weekDays.IsAny ? CronFieldReader.Ambiguous(step, "1-31" + step[1..])
            : weekDays.StarStep is { } weekStep && !days.IsAny ? CronFieldReader.Ambiguous(weekStep, "0-6" + weekStep[1..])
            : null;

    private static int LongestMonth(int month) => month == 2 ? LongestFebruary : DateTime.DaysInMonth(2000, month);

    private bool RunsOnTwoDaysInARow()
    {
        // The calendar repeats itself after 28 years as long as no century is in between.
        var first = new DateOnly(2001, 1, 1);
        return Enumerable.Range(0, first.AddYears(28).DayNumber - first.DayNumber).Select(first.AddDays).Any(day => RunsOn(day) && RunsOn(day.AddDays(1)));
    }
}
