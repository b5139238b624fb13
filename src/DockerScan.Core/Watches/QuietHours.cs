using System.Globalization;

namespace DockerScan.Core.Watches;

/// <summary>Hours of each day in which nothing is told that may wait, by the clocks of a watch's zone.</summary>
/// <param name="From">From then on.</param>
/// <param name="To">Until then, which may be on the next day. Never the same as <paramref name="From"/>.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Reads <c>22:00-07:00</c>; null for what is none.</summary>
    public static QuietHours? Find(string? text)
        => text?.Trim().Split('-') is [var from, var to] && FindTime(from) is { } first && FindTime(to) is { } last && first != last ? new QuietHours(first, last) : null;

    /// <summary>Reads <c>08:00</c>; null for what is none.</summary>
    public static TimeOnly? FindTime(string? text)
        => TimeOnly.TryParseExact(text?.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>Whether a time is one of them.</summary>
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH:mm}-{To:HH:mm}");
}
