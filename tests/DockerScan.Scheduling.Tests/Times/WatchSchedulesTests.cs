using DockerScan.Core;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Times;
using Microsoft.Extensions.Options;

namespace DockerScan.Scheduling.Tests.Times;

/// <summary>What a person types is a schedule as it will run, in a zone; or one line that says why not.</summary>
public sealed class WatchSchedulesTests
{
    private static readonly WatchSchedules Schedules = new(Options.Create(new ScheduleOptions { Zone = "Asia/Seoul" }));

    [Theory]
    [InlineData("nightly", null, "nightly", "3 4 * * *", "Asia/Seoul")]
    [InlineData(" Hourly ", "europe/berlin", "Hourly", "3 * * * *", "Europe/Berlin")]
    [InlineData("*/30 2 * * MON", "", "*/30 2 * * MON", "0,30 2 * * 1", "Asia/Seoul")]
    [InlineData("@daily", "UTC", "@daily", "0 0 * * *", "UTC")]
    [InlineData("*/15 * * * *", "UTC", "*/15 * * * *", "0,15,30,45 * * * *", "UTC")]
    public void Read_Schedule_IsAsItWillRun(string text, string? zone, string shown, string cron, string place)
        => Assert.Equal(new WatchSchedule(shown, cron, place), Schedules.Read(text, zone, "docker.io/library/redis:7").Value);

    [Theory]
    [InlineData("*/14 * * * *", null, "'*/14 * * * *' runs again after 4 min, and at least 15 min must lie between two runs (Schedules:MinIntervalMinutes)")]
    [InlineData("*/5 2 * * *", null, "'*/5 2 * * *' runs again after 5 min, and at least 15 min must lie between two runs (Schedules:MinIntervalMinutes)")]
    [InlineData("55 0,23 * * *", null, null)]
    [InlineData("0,55 0,23 * * *", null, "'0,55 0,23 * * *' runs again after 5 min, and at least 15 min must lie between two runs (Schedules:MinIntervalMinutes)")]
    [InlineData("0 3 30 2 *", null, "'0 3 30 2 *' never runs: there is no such day")]
    [InlineData("nightly", "KST", "'KST' is no time zone; write its IANA name, such as Europe/Berlin, Asia/Seoul or UTC")]
    [InlineData("nightly", "Moon", "'Moon' is no time zone; ")]
    [InlineData("sometimes", null, "'sometimes' is no schedule; write hourly")]
    public void Read_WhatWillNotDo_IsRefusedInOneLine(string text, string? zone, string? expected)
    {
        var failure = Schedules.Read(text, zone, "any").Failure;

        Assert.Equal(expected is null, failure is null);
        Assert.StartsWith(expected ?? string.Empty, failure?.Message ?? string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure?.Message ?? string.Empty);
        Assert.Equal(expected is null ? null : FailureKind.Refused, failure?.Kind);
    }

    [Fact]
    public void Next_AnyWord_HasItsNextThreeTimesWithTheZonesOffset()
    {
        var schedule = Schedules.Read("nightly", "America/New_York", "docker.io/library/redis:7").Value!;

        var next = Schedules.Next(schedule, Bench.At("2026-10-31T12:00Z"), 3);

        Assert.Equal(["2026-11-01T04:03:00-05:00", "2026-11-02T04:03:00-05:00", "2026-11-03T04:03:00-05:00"], next.Select(time => time.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("0 3 30 2 *", "UTC")]
    [InlineData("0 3 * * *", "Mars/Olympus_Mons")]
    [InlineData("not stored by us", "UTC")]
    [InlineData("", "")]
    public void Next_OfWhatAStoreHoldsAndCannotRun_IsNone(string cron, string zone) => Assert.Empty(Schedules.Next(new WatchSchedule("x", cron, zone), Bench.At("2026-01-01T00:00Z"), 3));

    [Theory]
    [InlineData("0 3 * * *", "UTC", "2026-11-30T02:59:59Z", "2026-11-29T03:00+00:00")]
    [InlineData("0 3 * * *", "UTC", "2026-11-30T03:00Z", "2026-11-30T03:00+00:00")]
    [InlineData("0 3 * * *", "Europe/Berlin", "2026-11-30T12:00Z", "2026-11-30T03:00+01:00")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T12:00Z", "2026-10-25T02:30+02:00")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-29T12:00Z", "2026-03-29T03:00+02:00")]
    [InlineData("30 1 * * *", "Europe/Dublin", "2026-03-29T12:00Z", "2026-03-29T02:00+01:00")]
    [InlineData("0 3 29 2 *", "UTC", "2026-11-30T12:00Z", "2024-02-29T03:00+00:00")]
    public void Last_UpToATime_IsTheOneBeforeOrAtIt(string cron, string zone, string until, string expected)
    {
        var last = Schedules.Last(new WatchSchedule(cron, cron, zone), Bench.At(until))!.Value;

        Assert.Equal((Bench.At(expected), Bench.At(expected).Offset), (last, last.Offset));
    }

    [Theory]
    [InlineData("0 3 30 2 *", "UTC")]
    [InlineData("0 3 * * *", "Mars/Olympus_Mons")]
    [InlineData("not stored by us", "UTC")]
    public void Last_OfWhatAStoreHoldsAndCannotRun_IsNone(string cron, string zone) => Assert.Null(Schedules.Last(new WatchSchedule("x", cron, zone), Bench.At("2026-01-01T00:00Z")));

    [Fact]
    public void Next_EveryQuarterOfAThousandWatches_IsQuick()
    {
        // A bound against a search by the second, not a measurement.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var number = 0; number < 1000; number++)
        {
            Assert.Equal(3, Schedules.Next(Schedules.Read("weekly", "Europe/Berlin", $"watch-{number}").Value!, Bench.At("2026-11-30T00:00Z"), 3).Count);
        }

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }
}
