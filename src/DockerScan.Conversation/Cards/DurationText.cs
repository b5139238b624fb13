using System.Globalization;
using DockerScan.Conversation.Strings;

namespace DockerScan.Conversation.Cards;

/// <summary>Durations for people.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration, CardStrings strings) => duration switch
    {
        { TotalSeconds: < 10 } => strings.Seconds(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, duration.TotalSeconds):0.0}")),
        { TotalMinutes: < 1 } => strings.Seconds(string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalSeconds}")),
        { TotalHours: < 1 } => strings.Minutes((int)duration.TotalMinutes, duration.Seconds),
        _ => strings.Hours((int)duration.TotalHours, duration.Minutes),
    };
}
