using CsCheck;
using DockerScan.Core;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Times;
using Microsoft.Extensions.Options;

namespace DockerScan.Scheduling.Tests.Times;

/// <summary>
/// A named hour comes once on every day of whole years, both clock changes included: in the gap at its end, in the doubled hour the first
/// time. Every-so-often goes on through both. The expected times are counted here from the zone's own offsets, by no scheduler.
/// </summary>
public sealed class ClockChangeTests
{
    private static readonly WatchSchedules Schedules = new(Options.Create(new ScheduleOptions { MinIntervalMinutes = 1 }));

    private static readonly string[] Odd = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Antarctica/Troll"];

    public static TheoryData<string, int> Years => [.. from zone in new[] { "Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe" } from year in new[] { 2025, 2026, 2027 } select (zone, year)];

    public static TheoryData<string> Zones => [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(zone => ZoneReader.Read(zone) is { IsSuccess: true, Value: { } read } && ZoneReader.Counted(read).Equals(read))];

    [Theory]
    // Spring in Berlin: the gap is 02:00 to 03:00, and what it swallows runs at 03:00.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00 2026-03-30T02:30+02:00")]
    [InlineData("0,15,30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00 2026-03-30T02:00+02:00 2026-03-30T02:15+02:00")]
    [InlineData("0 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00 2026-03-30T02:00+02:00")]
    [InlineData("30 1-3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00 2026-03-30T01:30+02:00")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:10Z", "2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00")]
    [InlineData("10 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T01:10+01:00 2026-03-29T03:00+02:00 2026-03-29T03:10+02:00")]
    // Autumn: 02:00 to 03:00 comes twice, and what is named runs the first time.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T02:30+02:00 2026-10-26T02:30+01:00")]
    [InlineData("*/30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-26T02:00+01:00")]
    [InlineData("30 2-2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T02:30+02:00 2026-10-26T02:30+01:00")]
    [InlineData("30 1-3 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T01:30+02:00 2026-10-25T02:30+02:00 2026-10-25T03:30+01:00 2026-10-26T01:30+01:00")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:45Z", "2026-10-26T02:30+01:00")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:10Z", "2026-10-25T02:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-25T03:00+01:00")]
    [InlineData("10 * * * *", "Europe/Berlin", "2026-10-25T00:00Z", "2026-10-25T02:10+02:00 2026-10-25T02:10+01:00 2026-10-25T03:10+01:00")]
    // Half an hour: 02:00 is 02:30 in October, and 02:00 is 01:30 in April.
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", "2026-10-04T02:30+11:00 2026-10-05T02:15+11:00")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00Z", "2026-04-05T01:45+11:00 2026-04-06T01:45+10:30")]
    // A gap at midnight.
    [InlineData("0 0 * * *", "Africa/Cairo", "2026-04-23T12:00Z", "2026-04-24T01:00+03:00 2026-04-25T00:00+03:00")]
    // Days that are not there, leap days, either day.
    [InlineData("0 3 31 * *", "UTC", "2026-01-31T12:00Z", "2026-03-31T03:00Z 2026-05-31T03:00Z")]
    [InlineData("0 3 29 2 *", "Asia/Seoul", "2026-01-01T00:00Z", "2028-02-29T03:00+09:00 2032-02-29T03:00+09:00")]
    [InlineData("0 3 1 * 1", "UTC", "2026-11-30T00:00Z", "2026-11-30T03:00Z 2026-12-01T03:00Z 2026-12-07T03:00Z")]
    [InlineData("0 3 * * 0", "UTC", "2026-11-30T00:00Z", "2026-12-06T03:00Z 2026-12-13T03:00Z")]
    public void Next_AroundAChange_IsThis(string text, string zone, string after, string expected)
    {
        var schedule = Schedules.Read(text, zone, "any").Value!;
        var times = expected.Split(' ').Select(Bench.At).ToList();

        var next = Schedules.Next(schedule, Bench.At(after), times.Count);

        Assert.Equal(times.Select(Shown), next.Select(Shown));
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void Next_NamedHoursOfAWholeYear_EachOnceADay(string zone, int year)
    {
        foreach (var (text, times) in new[]
        {
            ("30 2 * * *", new[] { 150 }), ("*/20 1-3 * * *", [60, 80, 100, 120, 140, 160, 180, 200, 220]), ("0 0 * * *", [0]), ("59 23 * * *", [1439]),
            ("15 */2 * * *", [.. Enumerable.Range(0, 12).Select(hour => (hour * 120) + 15)]), ("0,15,30,45 0-4 * * *", [.. Enumerable.Range(0, 20).Select(quarter => quarter * 15)]),
        })
        {
            Assert.Equal(Once(zone, year, times), All(text, zone, year));
        }
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void Next_EveryHourOfAWholeYear_GoesOnThroughBothChanges(string zone, int year)
    {
        foreach (var (text, minutes) in new[] { ("*/30 * * * *", new[] { 0, 30 }), ("10 * * * *", [10]), ("*/15 * * * *", [0, 15, 30, 45]) })
        {
            Assert.Equal(EveryHour(zone, year, minutes), All(text, zone, year));
        }
    }

    [Theory]
    [InlineData("Africa/Casablanca")]
    [InlineData("Africa/El_Aaiun")]
    public void Read_ZoneThatIsNotPlanned_IsRefused(string zone) => Assert.Equal(FailureKind.Refused, Schedules.Read("nightly", zone, "k").Failure!.Kind);

    [Theory]
    [InlineData("Europe/Dublin")]
    [InlineData("Eire")]
    public void Next_InIreland_IsAsInBritain(string zone)
    {
        foreach (var text in new[] { "30 1 * * *", "0 1 * * *", "15,45 0-3 * * *", "*/30 * * * *" })
        {
            var irish = All(text, zone, 2026);
            Assert.Equal(All(text, "Europe/London", 2026), irish);
            Assert.InRange(irish.Count, 365, 365 * 48);
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Next_NightInEveryZone_ComesOnceADay(string zone)
    {
        foreach (var (text, time) in new[] { ("30 2 * * *", 150), ("0 0 * * *", 0), ("45 23 * * *", 1425), ("30 1 * * *", 90), ("30 3 * * *", 210) })
        {
            Assert.Equal(Once(zone, 2026, [time]), All(text, zone, 2026));
        }
    }

    [Fact]
    public void Next_AnyNamedTimes_ComeOnceADay()
        => Gen.Select(Gen.Int[0, 1439].Array[1, 4], Gen.Int[0, Odd.Length - 1].Select(number => Odd[number]), Gen.Int[2024, 2030])
            .Sample((picked, zone, year) =>
            {
                var (hours, minutes) = (picked.Select(time => time / 60).Distinct().Order().ToList(), picked.Select(time => time % 60).Distinct().Order().ToList());
                int[] times = [.. from hour in hours from minute in minutes select (hour * 60) + minute];

                Assert.Equal(Once(zone, year, times), All($"{string.Join(',', minutes)} {string.Join(',', hours)} * * *", zone, year));
            }, iter: 60);

    [Fact]
    public void Next_AnyDays_AreCrontabs()
        => Gen.Select(Gen.OneOf(Gen.Const("*"), Gen.Int[1, 31].Array[1, 3].Select(List)), Gen.OneOf(Gen.Const("*"), Gen.Int[1, 12].Array[1, 3].Select(List)), Gen.OneOf(Gen.Const("*"), Gen.Int[0, 7].Array[1, 3].Select(List)))
            .Sample((day, month, weekDay) =>
            {
                var fields = Crontab.Read($"0 3 {day} {month} {weekDay}").Value!;
                var expected = Enumerable.Range(0, 366).Select(number => new DateOnly(2028, 1, 1).AddDays(number)).Where(fields.RunsOn);

                Assert.Equal(expected, fields.IsNever ? [] : All(fields.ToString(), "UTC", 2028).Select(time => DateOnly.FromDateTime(time.UtcDateTime)));
            }, iter: 300);

    private static string List(int[] numbers) => string.Join(',', numbers);

    private static string Shown(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    private static List<DateTimeOffset> All(string text, string zone, int year)
    {
        var schedule = Schedules.Read(text, zone, "any").Value!;
        var (from, to) = (Start(zone, year), Start(zone, year + 1));
        List<DateTimeOffset> all = [];
        for (var after = from.AddTicks(-1); Schedules.Next(schedule, after, 1000) is { Count: > 0 } next; after = all[^1])
        {
            all.AddRange(next.TakeWhile(time => time < to));
            if (next[^1] >= to)
            {
                break;
            }
        }

        return [.. all.Select(time => time.ToUniversalTime())];
    }

    // Each time of each day once: the first of two, and the gap's end for what is not there.
    private static List<DateTimeOffset> Once(string zone, int year, int[] times)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var first = new DateTime(year, 1, 1);
        return [.. Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .SelectMany(day => times.Select(time => Instant(place, first.AddDays(day).AddMinutes(time)))).Where(time => time >= Start(zone, year) && time < Start(zone, year + 1)).Distinct().Order()];
    }

    private static List<DateTimeOffset> EveryHour(string zone, int year, int[] minutes)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var (from, to) = (Start(zone, year), Start(zone, year + 1));
        List<DateTimeOffset> all = [];
        var before = TimeZoneInfo.ConvertTime(from.AddMinutes(-1), place);
        for (var time = from; time < to; time = time.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(time, place);
            var skipped = (int)(local.DateTime - before.DateTime).TotalMinutes - 1;
            var isSwallowed = skipped > 0 && Enumerable.Range(1, skipped).Any(minute => minutes.Contains(before.DateTime.AddMinutes(minute).Minute));
            if (minutes.Contains(local.Minute) || isSwallowed)
            {
                all.Add(time);
            }

            before = local;
        }

        return all;
    }

    private static DateTimeOffset Start(string zone, int year) => Instant(TimeZoneInfo.FindSystemTimeZoneById(zone), new DateTime(year, 1, 1));

    private static DateTimeOffset Instant(TimeZoneInfo zone, DateTime local)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
