using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>Another vulnerability database that brings much to many watches: one message, and not one for each.</summary>
public static class DatabaseShock
{
    /// <summary>Over how many watches it is one.</summary>
    public const int Watches = 5;

    /// <summary>Over how many findings of a high risk it is one.</summary>
    public const int High = 20;

    /// <summary>Whether the alerts of one database are one together.</summary>
    public static bool IsOne(IReadOnlyList<Alert> alerts)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        return alerts.Select(alert => alert.WatchId).Distinct(StringComparer.Ordinal).Count() > Watches && alerts.Sum(alert => alert.Counts.High) > High;
    }

    /// <summary>The one message at a place. The more alerts it is of, the higher its revision.</summary>
    public static Alert Make(string database, WatchPlace place, IReadOnlyList<Alert> alerts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(alerts);
        var run = $"database|{database}|{place.Platform}|{place.Channel}";
        return new Alert
        {
            Id = Alert.IdOf(run), Run = run, WatchId = string.Empty, Image = string.Empty, Kind = AlertKind.Database, CreatedAt = now, Revision = alerts.Count - 1, Places = [place],
            Language = alerts[0].Language, Database = database,
            Scans = [.. alerts.SelectMany(alert => alert.Scans.Take(1).Select(scan => scan with { Image = alert.Image })).Take(Alert.MaxLines)],
            Lines = [.. AlertMaker.Lines(alerts.SelectMany(alert => alert.Lines.Select(line => line with { Tags = [alert.Image] }))).Take(Alert.MaxLines)],
            Counts = new AlertCounts
            {
                New = alerts.Sum(alert => alert.Counts.New), Raised = alerts.Sum(alert => alert.Counts.Raised), High = alerts.Sum(alert => alert.Counts.High),
            },
        };
    }
}
