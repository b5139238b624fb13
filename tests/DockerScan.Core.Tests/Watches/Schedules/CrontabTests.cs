using DockerScan.Core.Watches.Schedules;

namespace DockerScan.Core.Tests.Watches.Schedules;

/// <summary>Five fields are read as crontab(5) has them; what programs read differently, and what reads like a slip, is refused with what to write.</summary>
public sealed class CrontabTests
{
    [Theory]
    [InlineData("30 3 * * *", "30 3 * * *")]
    [InlineData("  30\t3  * *  * ", "30 3 * * *")]
    [InlineData("*/30 * * * *", "0,30 * * * *")]
    [InlineData("0/0 3 * * *", null)]
    [InlineData("*/15 2 * * *", "0,15,30,45 2 * * *")]
    [InlineData("0 2-2 * * *", "0 2 * * *")]
    [InlineData("0 */6 * * *", "0 0,6,12,18 * * *")]
    [InlineData("0 */1 * * *", "0 * * * *")]
    [InlineData("5 0-23 * * *", "5 * * * *")]
    [InlineData("0 3 * * MON-fri", "0 3 * * 1-5")]
    [InlineData("0 3 * * fri-sun", "0 3 * * 0,5,6")]
    [InlineData("0 3 * * 7", "0 3 * * 0")]
    [InlineData("0 3 * * 0,7", "0 3 * * 0")]
    [InlineData("0 3 1,15 jan,JUL *", "0 3 1,15 1,7 *")]
    [InlineData("0 3 1-31/2 * 1", "0 3 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31 * 1")]
    [InlineData("0 3 */1 * 1", "0 3 * * 1")]
    [InlineData("* * * * *", "* * * * *")]
    [InlineData("00 03 * * *", "0 3 * * *")]
    public void Read_Fields_AreNumbersAsTheyRun(string text, string? expected) => Assert.Equal(expected, Crontab.Read(text).Value?.ToString());

    [Theory]
    [InlineData("60 3 * * *", "'60' does not fit: a minute is 0 to 59")]
    [InlineData("0 24 * * *", "'24' does not fit: an hour is 0 to 23")]
    [InlineData("0 3 0 * *", "'0' does not fit: a day of the month is 1 to 31")]
    [InlineData("0 3 * 13 *", "'13' does not fit: a month is 1 to 12 or jan to dec")]
    [InlineData("0 3 * JANUARY *", "'JANUARY' does not fit: a month is 1 to 12 or jan to dec")]
    [InlineData("0 3 * * 8", "'8' does not fit: a day of the week is 0 to 7 or sun to sat, and 0 and 7 are Sunday")]
    [InlineData("0 3 * * MON#1", "'MON#1' does not fit: a day of the week is 0 to 7 or sun to sat, and 0 and 7 are Sunday")]
    [InlineData("0 3 L * *", "'L' does not fit: a day of the month is 1 to 31")]
    [InlineData("0 3 ? * *", "'?' does not fit: a day of the month is 1 to 31")]
    [InlineData("H 3 * * *", "'H' does not fit: a minute is 0 to 59")]
    [InlineData(",1 3 * * *", "'' does not fit: a minute is 0 to 59")]
    [InlineData("1,2,,3 3 * * *", "'' does not fit: a minute is 0 to 59")]
    [InlineData("*/0 3 * * *", "'*/0' does not fit: a minute is 0 to 59")]
    [InlineData("*/90 3 * * *", "'*/90' does not fit: a minute is 0 to 59")]
    [InlineData("1-2-3 3 * * *", "'1-2-3' does not fit: a minute is 0 to 59")]
    [InlineData("-1 3 * * *", "'-1' does not fit: a minute is 0 to 59")]
    [InlineData("+1 3 * * *", "'+1' does not fit: a minute is 0 to 59")]
    [InlineData("١ 3 * * *", "'١' does not fit: a minute is 0 to 59")]
    [InlineData("0 22-3 * * *", "'22-3' runs backwards; write 22-23,0-3")]
    [InlineData("0 3 * * fri-mon", "'fri-mon' runs backwards; write 5-6,0-1")]
    [InlineData("5/15 3 * * *", "'5/15' is read differently by different programs; write 5-59/15")]
    [InlineData("0 3 */2 * 1", "'*/2' is read differently by different programs; write 1-31/2")]
    [InlineData("0 3 1 * */2", "'*/2' is read differently by different programs; write 0-6/2")]
    [InlineData("0 0 3 * * *", "'0 0 3 * * *' has 6 fields; crontab's five are minute, hour, day, month and day of the week, without seconds and years")]
    [InlineData("0 3 * *", "'0 3 * *' has 4 fields; crontab's five are minute, hour, day, month and day of the week, without seconds and years")]
    public void Read_WhatIsNoSchedule_IsRefusedInOneLine(string text, string expected)
    {
        var failure = Crontab.Read(text).Failure;

        Assert.NotNull(failure);
        Assert.Equal((FailureKind.Refused, expected), (failure.Kind, failure.Message));
    }

    [Theory]
    [InlineData("0 3 30 2 *", true)]
    [InlineData("0 3 31 2,4,6,9,11 *", true)]
    [InlineData("0 3 29 2 *", false)]
    [InlineData("0 3 31 * *", false)]
    [InlineData("0 3 30 2 1", false)]
    [InlineData("0 3 * 2 *", false)]
    public void IsNever_OfDaysThatNoMonthHas_IsTrue(string text, bool expected) => Assert.Equal(expected, Crontab.Read(text).Value!.IsNever);

    [Theory]
    [InlineData("30 3 * * *", 1440)]
    [InlineData("5 * * * *", 60)]
    [InlineData("*/15 * * * *", 15)]
    [InlineData("0,14 3 * * *", 14)]
    [InlineData("* * * * *", 1)]
    [InlineData("59 3,23 * * *", 240)]
    [InlineData("0,55 0,23 * * *", 5)]
    [InlineData("55,59 0,23 * * *", 4)]
    // 23:50 and 00:00, but never on two days in a row.
    [InlineData("0,50 0,23 1 * *", 50)]
    [InlineData("0,50 0,23 * * 1,2", 10)]
    [InlineData("0,50 0,23 28,1 2,3 *", 10)]
    public void LeastMinutesBetween_Runs_LooksOverMidnightWhereDaysFollowEachOther(string text, int expected) => Assert.Equal(expected, Crontab.Read(text).Value!.LeastMinutesBetween());

    [Theory]
    [InlineData("0 3 13 * 5", "2026-11-13", true)]
    [InlineData("0 3 13 * 5", "2026-11-20", true)]
    [InlineData("0 3 13 * 5", "2026-12-13", true)]
    [InlineData("0 3 13 * 5", "2026-12-14", false)]
    [InlineData("0 3 13 11 5", "2026-12-18", false)]
    [InlineData("0 3 * * 5", "2026-11-13", true)]
    [InlineData("0 3 * * 5", "2026-11-14", false)]
    [InlineData("0 3 13 * *", "2026-11-20", false)]
    public void RunsOn_BothDaysNamed_EitherIsEnough(string text, string day, bool expected)
        => Assert.Equal(expected, Crontab.Read(text).Value!.RunsOn(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Read_AnyLetters_AreReadOrRefusedAndWhatIsReadReadsAsTheSame()
    {
        var random = new Random(1809);
        const string Letters = "0123456789*/-, LW#?HmonjJ\tú";
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var fields = Enumerable.Range(0, 5).Select(_ => random.Next(3) == 0 ? "*" : new string(random.GetItems<char>(Letters, random.Next(1, 6))));
            if (Crontab.Read(string.Join(' ', fields)).Value?.ToString() is { } text)
            {
                read++;
                Assert.Equal(text, Crontab.Read(text).Value!.ToString());
            }
        }

        Assert.InRange(read, 50, 20_000);
    }
}
