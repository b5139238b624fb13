using System.Buffers;

namespace DockerScan.Core.Watches.Schedules;

/// <summary>Time zones by their names.</summary>
public static class ZoneReader
{
    private const int MaxLength = 64;
    private const int Shown = 60;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/ .()");

    // Files of the zone database that are no zones, and copies of it that count leap seconds.
    private static readonly string[] NoZones = ["localtime", "posixrules", "posix/", "right/", "Factory"];

    // Ireland's winter is "negative summer time" in the zone database, of which .NET knows neither the gap nor the doubled hour. Its clocks are Britain's.
    private static readonly Dictionary<string, string> SameClocks = new(StringComparer.Ordinal) { ["Europe/Dublin"] = "Europe/London", ["Eire"] = "Europe/London" };

    private static readonly DateTime OfNow = new(2026, 1, 1);

    /// <summary>The zone of a name; its <see cref="TimeZoneInfo.Id"/> is the IANA name.</summary>
    /// <param name="name">An IANA name in any case (<c>Europe/Berlin</c>), or Windows's own.</param>
    /// <returns>The zone; or one line that says that there is none. An offset or an abbreviation (<c>+09:00</c>, <c>KST</c>) is none: it knows no summer time.</returns>
    public static Result<TimeZoneInfo> Read(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = name.Trim();
        if (Find(text) is { } zone)
        {
            return HasUnknownGaps(zone) && !SameClocks.ContainsKey(zone.Id)
                ? new ScanFailure(
                    FailureKind.Refused, $"{zone.Id} puts its clocks back for a part of the year in a way of which this machine does not know which times it leaves out; write UTC or another zone")
                : zone;
        }

        // Only of a place: "EST" for "KST" would be a wrong answer.
        return text.Contains('/', StringComparison.Ordinal) && NearestName.Find(text, Known()) is { } near
            ? new ScanFailure(FailureKind.Refused, $"'{DisplayText.Clean(text, Shown)}' is no time zone; did you mean {near}?")
            : new ScanFailure(FailureKind.Refused, $"'{DisplayText.Clean(text, Shown)}' is no time zone; write its IANA name, such as Europe/Berlin, Asia/Seoul or UTC");
    }

    /// <summary>The zone to count times by: the same clocks as a zone of <see cref="Read"/>, in a form whose changes are known.</summary>
    /// <param name="zone">The zone.</param>
    public static TimeZoneInfo Counted(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return SameClocks.TryGetValue(zone.Id, out var same) ? TimeZoneInfo.FindSystemTimeZoneById(same) : zone;
    }

    // Where summer time is negative, IsInvalidTime and IsAmbiguousTime are never true, and the next time after some times is that time itself.
    private static bool HasUnknownGaps(TimeZoneInfo zone) => zone.GetAdjustmentRules().Any(rule => rule.DaylightDelta < TimeSpan.Zero && rule.DateEnd >= OfNow);

    private static TimeZoneInfo? Find(string text)
    {
        // It becomes a file's name.
        if (text.Length is 0 or > MaxLength || text.AsSpan().ContainsAnyExcept(Letters) || text.Contains("..", StringComparison.Ordinal) || text[0] is '/' or '.' or '-' or '+'
            || (text.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) && text.Length > 3) || NoZones.Any(each => text.StartsWith(each, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        // What is set when nobody says: the zones of the system need not be read for it, at every start.
        if (text == TimeZoneInfo.Utc.Id)
        {
            return TimeZoneInfo.Utc;
        }

        // "UTC" is a name in both; the others of Windows have blanks.
        var id = text.Contains(' ', StringComparison.Ordinal) && TimeZoneInfo.TryConvertWindowsIdToIanaId(text, out var iana) ? iana : text;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? Named(zone, id) : null;
    }

    // A name in other capitals is found, and keeps the letters that were typed.
    private static TimeZoneInfo? Named(TimeZoneInfo zone, string id)
        => Known().FirstOrDefault(known => known.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } known && known != zone.Id && TimeZoneInfo.TryFindSystemTimeZoneById(known, out var named)
            ? named : zone;

    // Not sorted: that is by their names in the language of the system, whose making takes a third of a second.
    private static IEnumerable<string> Known() => TimeZoneInfo.GetSystemTimeZones(skipSorting: true).Select(zone => zone.Id);
}
