using System.Globalization;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>Says which Trivy it is and how old. What came after it, it does not know; its database is another thing, and newer.</summary>
internal static class TrivyAge
{
    /// <summary>What to do about an old one.</summary>
    public const string NextStep =
        $"install Trivy {TrivyReleases.Current} or newer (https://trivy.dev, checksum verified) on PATH or name it in DOCKERSCAN_TRIVY; run.sh fetches it where it reaches Trivy's releases or DOCKERSCAN_TRIVY_MIRROR";

    private const int OldDays = 365;
    private const double DaysPerMonth = 30.44;
    private const int MonthsPerYear = 12;

    /// <summary>True when people should be told: npm's build, one of which nobody knows the version, or one older than a year.</summary>
    public static bool IsOld(TrivyTool tool, DateTimeOffset now)
        => tool.IsFromNpm || (!TrivyReleases.IsNewer(tool.Version) && (TrivyReleases.ReleasedOn(tool.Version) is not { } day || Days(day, now) > OldDays));

    /// <summary>E.g. <c>0.44.1 of August 2023 (npm's build)</c>.</summary>
    public static string Name(TrivyTool tool)
    {
        var month = TrivyReleases.ReleasedOn(tool.Version) is { } day ? day.ToString(" 'of' MMMM yyyy", CultureInfo.InvariantCulture) : string.Empty;
        return $"{tool.Version}{month}{(tool.IsFromNpm ? " (npm's build)" : string.Empty)}";
    }

    /// <summary>E.g. <c>3 years old</c>; null when its day is not known.</summary>
    public static string? Age(TrivyTool tool, DateTimeOffset now)
    {
        if (TrivyReleases.ReleasedOn(tool.Version) is not { } day)
        {
            return null;
        }

        var months = (int)Math.Max(0, Days(day, now) / DaysPerMonth);
        var (count, unit) = months < 2 * MonthsPerYear ? (months, "month") : (months / MonthsPerYear, "year");
        return count == 0 ? "new" : string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? string.Empty : "s")} old");
    }

    /// <summary>One line for everybody who reads the scan; null when there is nothing to say.</summary>
    public static string? Notice(TrivyTool tool, DateTimeOffset now)
    {
        if (!IsOld(tool, now))
        {
            return null;
        }

        return TrivyReleases.Number(tool.Version) is null
            ? $"which Trivy this is, is not known (it calls itself {tool.Version}): systems, package forms and rules that came after it are unknown to it; next step: {NextStep}"
            : $"Trivy {Name(tool)}: systems, package forms and rules that came after it are unknown to it; next step: {NextStep}";
    }

    private static int Days(DateOnly day, DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).DayNumber - day.DayNumber;
}
