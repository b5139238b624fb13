using System.Globalization;

namespace DockerScan.Core.Watches.Schedules;

/// <summary>One field of a crontab line: the numbers that it names, in order.</summary>
/// <param name="Values">The numbers; all of the field's where it leaves none out.</param>
/// <param name="IsAny">True for <c>*</c>: the field says nothing.</param>
/// <param name="StarStep">A part such as <c>*/2</c>, which steps over everything; null for none.</param>
internal sealed record CronField(IReadOnlyList<int> Values, bool IsAny, string? StarStep)
{
    /// <summary>The numbers one by one: a list, not a range, is what a clock change never doubles.</summary>
    public string List => IsAny ? "*" : string.Join(',', Values.Select(Number));

    /// <summary>The same with three and more in a row as a range.</summary>
    public string Short
    {
        get
        {
            if (IsAny)
            {
                return "*";
            }

            List<string> parts = [];
            for (var from = 0; from < Values.Count;)
            {
                var to = from;
                while (to + 1 < Values.Count && Values[to + 1] == Values[to] + 1)
                {
                    to++;
                }

                parts.AddRange(to - from < 2 ? Values.Skip(from).Take(to - from + 1).Select(Number) : [$"{Number(Values[from])}-{Number(Values[to])}"]);
                from = to + 1;
            }

            return string.Join(',', parts);
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a field may hold.</summary>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest number.</param>
/// <param name="Allowed">What it may hold, for who wrote something else.</param>
/// <param name="Names">Names of the numbers from <see cref="Least"/> on; none where there are only numbers.</param>
internal sealed record CronFieldKind(int Least, int Most, string Allowed, IReadOnlyList<string> Names)
{
    public static CronFieldKind Minute { get; } = new(0, 59, "a minute is 0 to 59", []);

    public static CronFieldKind Hour { get; } = new(0, 23, "an hour is 0 to 23", []);

    public static CronFieldKind Day { get; } = new(1, 31, "a day of the month is 1 to 31", []);

    public static CronFieldKind Month { get; } = new(1, 12, "a month is 1 to 12 or jan to dec", ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);

    /// <summary>0 and 7 are Sunday.</summary>
    public static CronFieldKind WeekDay { get; } = new(0, 7, "a day of the week is 0 to 7 or sun to sat, and 0 and 7 are Sunday", ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    /// <summary>The last number, as long as none stands for another.</summary>
    public int Last => this == WeekDay ? Most - 1 : Most;

    /// <summary>How many numbers there are.</summary>
    public int Count => Last - Least + 1;
}
