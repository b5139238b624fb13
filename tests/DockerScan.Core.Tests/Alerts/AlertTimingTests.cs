using DockerScan.Core.Alerts;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;
using static DockerScan.Core.Tests.Alerts.Results;

namespace DockerScan.Core.Tests.Alerts;

public sealed class AlertTimingTests
{
    private static readonly AlertTiming Night = new(TellWhen.Run, QuietHours.Find("22:00-07:00"), new TimeOnly(8, 0), "Europe/Berlin");

    [Theory]
    [InlineData("2026-01-15T20:59:00Z", null)]
    [InlineData("2026-01-15T21:00:00Z", "2026-01-16T06:00:00Z")]
    [InlineData("2026-01-16T05:59:00Z", "2026-01-16T06:00:00Z")]
    [InlineData("2026-01-16T06:00:00Z", null)]
    [InlineData("2026-07-15T20:30:00Z", "2026-07-16T05:00:00Z")]
    // The night in which the clocks are put forward, and the one in which they are put back.
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z")]
    public void HoldUntil_QuietHours_EndByTheClocksOfTheZone(string now, string? until)
        => Assert.Equal(until is null ? null : DateTimeOffset.Parse(until, null), Night.HoldUntil(AlertKind.News, [Cve("CVE-1")], DateTimeOffset.Parse(now, null)));

    [Fact]
    public void HoldUntil_EndInTheGapOfSpring_IsTheEndOfTheGap()
        => Assert.Equal(
            DateTimeOffset.Parse("2026-03-29T01:00:00Z", null),
            (Night with { Quiet = QuietHours.Find("22:00-02:30") }).HoldUntil(AlertKind.News, [], DateTimeOffset.Parse("2026-03-28T23:00:00Z", null)));

    [Fact]
    public void HoldUntil_Daily_IsTheNextTimeOfTheDigestAndNoneOfQuietHours()
    {
        var daily = Night with { When = TellWhen.Daily };

        Assert.Equal(DateTimeOffset.Parse("2026-01-16T07:00:00Z", null), daily.HoldUntil(AlertKind.News, [Cve("CVE-1")], DateTimeOffset.Parse("2026-01-15T12:00:00Z", null)));
        Assert.Equal(DateTimeOffset.Parse("2026-01-17T07:00:00Z", null), daily.HoldUntil(AlertKind.News, [Cve("CVE-1")], DateTimeOffset.Parse("2026-01-16T07:00:00Z", null)));
        Assert.Equal(
            DateTimeOffset.Parse("2026-01-16T08:00:00Z", null),
            (daily with { Quiet = QuietHours.Find("22:00-09:00") }).HoldUntil(AlertKind.News, [], DateTimeOffset.Parse("2026-01-15T12:00:00Z", null)));
    }

    public static TheoryData<Finding, bool> Findings
    {
        get
        {
            var token = Behavior("token-read", "/root/.aws/credentials", Risk.Medium);
            var malicious = Make.Finding("vt", Risk.High, scanner: StageIds.VirusTotal, check: CheckIds.AutorunMalware, severity: Severity.Critical);
            return new()
            {
                { Cve("CVE-1"), false },
                { Behavior(), true },
                { Behavior(risk: Risk.Medium), false },
                { token with { Details = token.Details with { Check = CheckIds.CredentialAccess } }, true },
                { malicious, true },
                { Make.Finding("address", Risk.Medium, scanner: StageIds.VirusTotal, check: CheckIds.MaliciousAddress), true },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void HoldUntil_WhatMayNotWait_IsToldAtNightAndWithoutTheDigest(Finding finding, bool isUrgent)
    {
        var now = DateTimeOffset.Parse("2026-01-15T23:00:00Z", null);

        Assert.Equal(isUrgent, Night.HoldUntil(AlertKind.News, [Cve("CVE-1"), finding], now) is null);
        Assert.Equal(isUrgent, (Night with { When = TellWhen.Daily, Quiet = null }).HoldUntil(AlertKind.News, [Cve("CVE-1"), finding], now) is null);
    }

    [Theory]
    [InlineData("Nowhere/Nothing")]
    [InlineData("")]
    public void HoldUntil_ZoneThatNobodyKnows_HoldsNothing(string zone)
        => Assert.Null((Night with { Zone = zone }).HoldUntil(AlertKind.News, [], DateTimeOffset.Parse("2026-01-15T23:00:00Z", null)));

    [Fact]
    public void HoldUntil_WhatAPersonAskedFor_IsNotHeld()
        => Assert.Null(Night.HoldUntil(AlertKind.Watching, [], DateTimeOffset.Parse("2026-01-15T23:00:00Z", null)));

    [Theory]
    [InlineData("22:00-07:00", true)]
    [InlineData("9:00-17:30", true)]
    [InlineData("", false)]
    [InlineData("22-7", false)]
    [InlineData("22:00", false)]
    [InlineData("22:00-22:00", false)]
    [InlineData("22:00-24:00", false)]
    [InlineData("22:00-07:00-09:00", false)]
    [InlineData("nightly", false)]
    public void QuietHours_Find_IsTwoTimes(string text, bool isGood) => Assert.Equal(isGood, QuietHours.Find(text) is not null);
}
