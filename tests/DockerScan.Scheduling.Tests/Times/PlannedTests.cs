using DockerScan.Scheduling.Times;

namespace DockerScan.Scheduling.Tests.Times;

/// <summary>A run has the time that it was planned for: the last one up to now, whatever Quartz calls the firing.</summary>
public sealed class PlannedTests
{
    [Theory]
    [InlineData("0 3 * * *", "UTC", "2026-11-30T03:00Z", "2026-11-30T03:00:00.4Z", "2026-11-30T03:00+00:00")]
    [InlineData("0 3 * * *", "UTC", "2026-11-30T03:00Z", "2026-11-30T03:00:00Z", "2026-11-30T03:00+00:00")]
    // The clock rang a moment early.
    [InlineData("0 3 * * *", "UTC", "2026-11-30T03:00Z", "2026-11-30T02:59:59.99Z", "2026-11-30T03:00+00:00")]
    // Four nights were missed: Quartz names the first.
    [InlineData("0 3 * * *", "UTC", "2026-11-26T03:00Z", "2026-11-30T11:20Z", "2026-11-30T03:00+00:00")]
    [InlineData("*/15 * * * *", "UTC", "2026-11-26T03:00Z", "2026-11-30T11:20Z", "2026-11-30T11:15+00:00")]
    // With the zone's offset, in the gap too.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-29T01:00Z", "2026-03-29T01:00:01Z", "2026-03-29T03:00+02:00")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30Z", "2026-10-25T01:31Z", "2026-10-25T02:30+02:00")]
    // A week before by the calendar's rules, also over years.
    [InlineData("0 3 29 2 *", "UTC", "2020-02-29T03:00Z", "2026-11-30T11:20Z", "2024-02-29T03:00+00:00")]
    public void Planned_OfAFiring_IsTheLastTimeUpToNow(string cron, string zone, string scheduled, string now, string expected)
    {
        var planned = CronTimes.Planned(CronTimes.Read(cron, TimeZoneInfo.FindSystemTimeZoneById(zone)), Bench.At(scheduled), Bench.At(now));

        Assert.Equal((Bench.At(expected), Bench.At(expected).Offset), (planned, planned.Offset));
    }
}
