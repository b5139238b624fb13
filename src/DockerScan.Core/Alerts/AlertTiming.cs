using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>
/// When what a watch found is told. Behavior of a high risk, a malicious reputation and a used honeytoken wait for nothing, and what cannot be
/// judged does not either.
/// </summary>
/// <param name="When">When.</param>
/// <param name="Quiet">Hours in which nothing is told; null for none.</param>
/// <param name="DigestAt">When a day's news are told together.</param>
/// <param name="Zone">Whose clocks count, by its IANA name.</param>
public sealed record AlertTiming(TellWhen When, QuietHours? Quiet, TimeOnly DigestAt, string Zone)
{
    // Rules over planted secrets, of whatever severity.
    private static readonly string[] Honeytokens = ["token-sent", "token-read"];

    /// <summary>The usual one: after each run, at any hour.</summary>
    public static AlertTiming Usual { get; } = new(TellWhen.Run, null, new TimeOnly(8, 0), "UTC");

    /// <summary>Whether a finding may not wait.</summary>
    public static bool IsUrgent(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return (finding.Scanner == StageIds.Sandbox && finding.Risk == Risk.High)
            || (finding.Scanner == StageIds.VirusTotal && finding.Risk == Risk.High)
            || finding.Details.Check is CheckIds.MaliciousAddress or CheckIds.AutorunMalware
            || (finding.Details.Check == CheckIds.CredentialAccess && Honeytokens.Contains(finding.Details.Id, StringComparer.Ordinal));
    }

    /// <summary>Until when an alert waits; null when it is told now.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="findings">All that it tells.</param>
    /// <param name="now">The time.</param>
    public DateTimeOffset? HoldUntil(AlertKind kind, IEnumerable<Finding> findings, DateTimeOffset now)
    {
        if (kind is not (AlertKind.News or AlertKind.Baseline or AlertKind.Failing) || (When != TellWhen.Daily && Quiet is null) || findings.Any(IsUrgent)
            || !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone))
        {
            return null;
        }

        DateTimeOffset? digest = When == TellWhen.Daily ? Next(zone, now, DigestAt) : null;
        var at = digest ?? now;
        return Quiet is { } quiet && quiet.Contains(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime)) ? Next(zone, at, quiet.To) : digest;
    }

    /// <summary>When a zone's clocks show a time on a day: what the spring leaves out comes at the end of the gap, and of two the first counts.</summary>
    public static DateTimeOffset At(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateTimeOffset Next(TimeZoneInfo zone, DateTimeOffset after, TimeOnly time)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime);
        return At(zone, day, time) is var today && today > after ? today : At(zone, day.AddDays(1), time);
    }
}
