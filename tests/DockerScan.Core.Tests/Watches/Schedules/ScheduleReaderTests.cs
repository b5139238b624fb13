using System.Globalization;
using DockerScan.Core.Watches.Schedules;

namespace DockerScan.Core.Tests.Watches.Schedules;

/// <summary>Words stand for five fields; those that name no minute are spread by a key, evenly and for ever the same.</summary>
public sealed class ScheduleReaderTests
{
    private static readonly int[] Night = [1, 2, 3, 4];

    [Theory]
    [InlineData("@hourly", "0 * * * *")]
    [InlineData("@daily", "0 0 * * *")]
    [InlineData("@midnight", "0 0 * * *")]
    [InlineData("@weekly", "0 0 * * 0")]
    [InlineData("@monthly", "0 0 1 * *")]
    [InlineData(" @DAILY ", "0 0 * * *")]
    [InlineData("30 3 * * *", "30 3 * * *")]
    [InlineData("0 3 * * MON", "0 3 * * 1")]
    public void Read_OwnTimes_AreKept(string text, string expected) => Assert.Equal(expected, ScheduleReader.Read(text, "any").Value?.ToString());

    // These are stored: another hash would move every watch.
    [Theory]
    [InlineData("hourly", "docker.io/library/redis:7", "3 * * * *")]
    [InlineData("nightly", "docker.io/library/redis:7", "3 4 * * *")]
    [InlineData("daily", "docker.io/library/redis:7", "3 4 * * *")]
    [InlineData("weekly", "docker.io/library/redis:7", "26 1 * * 1")]
    public void Read_Word_IsSpreadByTheKeyTheSameForEver(string text, string key, string expected) => Assert.Equal(expected, ScheduleReader.Read(text, key).Value?.ToString());

    [Fact]
    public void Read_NightlyOfAThousandKeys_IsSpreadOverTheNight()
    {
        var times = Enumerable.Range(0, 1000).Select(number => ScheduleReader.Read("nightly", FormattableString.Invariant($"watch-{number}")).Value!.ToString().Split(' ')).ToList();

        Assert.Equal(Night, times.Select(fields => int.Parse(fields[1], CultureInfo.InvariantCulture)).Distinct().Order());
        Assert.All(times.GroupBy(fields => fields[0]), minute => Assert.InRange(minute.Count(), 4, 40));
        Assert.InRange(times.GroupBy(fields => (fields[0], fields[1])).Max(minute => minute.Count()), 1, 16);
    }

    [Fact]
    public void Read_WeeklyOfAThousandKeys_TakesEveryDayOfTheWeek()
    {
        var times = Enumerable.Range(0, 1000).Select(number => ScheduleReader.Read("weekly", FormattableString.Invariant($"watch-{number}")).Value!.ToString().Split(' ')).ToList();

        Assert.Equal(7, times.Select(fields => fields[4]).Distinct().Count());
        Assert.All(times.GroupBy(fields => fields[4]), day => Assert.InRange(day.Count(), 90, 200));
        Assert.Equal(Night, times.Select(fields => int.Parse(fields[1], CultureInfo.InvariantCulture)).Distinct().Order());
    }

    [Theory]
    [InlineData("", "no schedule was given; write hourly, nightly, weekly, or crontab's five fields, such as 30 3 * * *")]
    [InlineData("  ", "no schedule was given; write hourly, nightly, weekly, or crontab's five fields, such as 30 3 * * *")]
    [InlineData("nihgtly", "'nihgtly' is no schedule; did you mean nightly?")]
    [InlineData("weekl", "'weekl' is no schedule; did you mean weekly?")]
    [InlineData("@reboot", "'@reboot' is no schedule; write hourly, nightly, weekly, @daily, or crontab's five fields (minute, hour, day, month, day of the week), such as 30 3 * * *")]
    [InlineData("@every 5m", "'@every 5m' is no schedule; write hourly, nightly, weekly, @daily, or crontab's five fields (minute, hour, day, month, day of the week), such as 30 3 * * *")]
    [InlineData("every morning", "'every morning' is no schedule; write hourly, nightly, weekly, @daily, or crontab's five fields (minute, hour, day, month, day of the week), such as 30 3 * * *")]
    [InlineData("3", "'3' has 1 fields; crontab's five are minute, hour, day, month and day of the week, without seconds and years")]
    public void Read_NoSchedule_IsRefusedInOneLine(string text, string expected) => Assert.Equal(expected, ScheduleReader.Read(text, "any").Failure?.Message);

    [Fact]
    public void Read_LongText_IsRefusedBeforeItIsRead()
        => Assert.Equal("the schedule has 5000 characters; at most 200 are allowed", ScheduleReader.Read(new string('1', 5000), "any").Failure?.Message);

    [Fact]
    public void Read_HostileText_IsCleanedInTheRefusal()
        => Assert.DoesNotContain('\u202e', ScheduleReader.Read("night\u202ely\u0007", "any").Failure!.Message);
}
