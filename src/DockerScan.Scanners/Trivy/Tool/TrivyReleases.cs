using System.Collections.Frozen;
using System.Globalization;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>When which Trivy was released, which of them are refused, and which one is fetched today.</summary>
/// <remarks>Source: the dates of the tags of aquasecurity/trivy, read in November 2026. 0.69.4 to 0.69.6 have no tag: GHSA-69fq-xp46-6x23.</remarks>
internal static class TrivyReleases
{
    /// <summary>The release that <c>run.sh</c> fetches, and the newest one of the table.</summary>
    public const string Current = "0.74.0";

    // 0.MINOR to the days on which .0, .1, .2 … were released; empty for one that was not.
    private static readonly FrozenDictionary<int, string[]> Days = new Dictionary<int, string[]>
    {
        [40] = ["2023-04-16"],
        [41] = ["2023-04-28"],
        [42] = ["2023-06-02", "2023-06-08"],
        [43] = ["2023-06-30", "2023-07-07"],
        [44] = ["2023-07-31", "2023-08-10"],
        [45] = ["2023-09-01", "2023-09-15"],
        [46] = ["2023-10-14", "2023-10-28"],
        [47] = ["2023-11-06"],
        [48] = ["2023-12-05", "2023-12-18", "2023-12-26", "2024-01-11"],
        [49] = ["2024-02-01", "2024-02-06"],
        [50] = ["2024-03-19", "2024-03-27", "2024-04-22", "", "2024-04-24"],
        [51] = ["2024-05-03", "2024-05-04", "2024-05-20", "", "2024-05-24"],
        [52] = ["2024-06-03", "2024-06-10", "2024-06-14"],
        [53] = ["2024-07-01"],
        [54] = ["2024-07-31", "2024-07-31"],
        [55] = ["2024-09-03", "2024-09-12", "2024-09-17"],
        [56] = ["2024-10-03", "2024-10-03", "2024-10-10"],
        [57] = ["2024-11-01", "2024-11-18"],
        [58] = ["2024-12-03", "2024-12-24", "2025-01-14"],
        [59] = ["2025-01-30", "2025-02-05"],
        [60] = ["2025-03-05"],
        [61] = ["2025-03-28", "2025-04-18"],
        [62] = ["2025-04-30", "2025-05-06"],
        [63] = ["2025-05-29"],
        [64] = ["2025-07-01", "2025-07-03"],
        [65] = ["2025-07-31"],
        [66] = ["2025-09-02"],
        [67] = ["2025-09-30", "2025-10-09", "2025-10-10"],
        [68] = ["2025-12-02", "2025-12-03", "2025-12-17"],
        [69] = ["2026-01-30", "2026-02-05", "2026-03-01", "2026-03-03"],
        [70] = ["2026-04-17"],
        [71] = ["2026-06-01", "2026-06-10", "2026-06-19"],
        [72] = ["2026-06-30"],
        [73] = ["2026-08-03"],
        [74] = ["2026-08-14"],
    }.ToFrozenDictionary();

    private const int Parts = 3;
    private const int MaxDigits = 5;

    private static readonly Version[] Refused = [new(0, 69, 4), new(0, 69, 5), new(0, 69, 6)];

    /// <summary>The number of a version such as <c>0.69.4</c>, <c>v0.69.4</c> or <c>0.69.4-1+dirty</c>; null when it has none.</summary>
    public static Version? Number(string version)
    {
        // By hand: what a pattern is made of would be compiled at every start, for this alone.
        var at = version is ['v', ..] ? 1 : 0;
        var begin = at;
        for (var part = 0; part < Parts; part++)
        {
            if (part > 0 && (at >= version.Length || version[at++] != '.'))
            {
                return null;
            }

            var first = at;
            while (at < version.Length && char.IsAsciiDigit(version[at]))
            {
                at++;
            }

            if (at - first is 0 or > MaxDigits)
            {
                return null;
            }
        }

        var isWhole = at == version.Length || (version[at] is '-' or '+' or '.' or '~' && version.IndexOf('\n', at) < 0);
        return isWhole ? Version.Parse(version.AsSpan(begin, at - begin)) : null;
    }

    /// <summary>True for the malicious releases, whatever stands behind their number.</summary>
    public static bool IsRefused(string version) => Number(version) is { } number && Refused.Contains(number);

    /// <summary>True when it was released after all that the table knows.</summary>
    public static bool IsNewer(string version) => Number(version) > Version.Parse(Current);

    /// <summary>The day on which it was released; for a patch that the table lacks the day of the one before. Null when it is not known.</summary>
    public static DateOnly? ReleasedOn(string version)
        => Number(version) is { Major: 0 } number && Days.TryGetValue(number.Minor, out var days)
            && days.Take(number.Build + 1).LastOrDefault(day => day.Length > 0) is { } found
            ? DateOnly.ParseExact(found, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
}
