using DockerScan.Core.Findings;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>What waited for the same moment, at one place: one message, which says of each line whose it is.</summary>
public static class AlertDigest
{
    /// <summary>The id of the message of a moment and a place.</summary>
    public static ScanId IdOf(DateTimeOffset moment, WatchPlace place) => Alert.IdOf(RunOf(moment, place));

    /// <summary>The message. When one of its alerts changes, its revision grows.</summary>
    /// <param name="moment">What they waited for.</param>
    /// <param name="place">Where.</param>
    /// <param name="alerts">All that waited for it there, one at least.</param>
    /// <param name="now">The time.</param>
    public static Alert Make(DateTimeOffset moment, WatchPlace place, IReadOnlyList<Alert> alerts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(alerts);
        var run = RunOf(moment, place);
        List<AlertLine> told = [.. alerts.SelectMany(alert => alert.Lines.Select(line => line with { Tags = [alert.Image] }))];
        var lines = AlertMaker.Lines(told);
        // What several watches of one image told counts once, as far as it is known by name.
        int Twice(Func<AlertLine, bool> which) => told.Count(which) - lines.Count(which);
        return new Alert
        {
            Id = Alert.IdOf(run), Run = run, WatchId = string.Empty, Image = string.Empty, Kind = AlertKind.Digest, CreatedAt = now, Places = [place], Language = alerts[0].Language,
            Revision = alerts.Sum(alert => alert.Revision + 1) - 1,
            // An image that several runs were of is named once, as the last one saw it.
            Scans = [.. alerts.SelectMany(alert => alert.Scans.Select(scan => scan with { Image = alert.Image })).Reverse().DistinctBy(scan => (scan.Image, scan.Platform, string.Join(',', scan.Tags)))
                .Reverse().Take(Alert.MaxLines)],
            Lines = [.. lines.Take(Alert.MaxLines)],
            Drift = [.. alerts.SelectMany(alert => alert.Drift.Select(fact => fact with { Text = $"{fact.Text} ({alert.Image})" })).Distinct().Take(Alert.MaxDrift)],
            Problems = [.. alerts.SelectMany(alert => alert.Problems.Select(problem => problem with { Tag = problem.Tag.Length == 0 ? alert.Image : $"{alert.Image} {problem.Tag}" })).Take(Alert.MaxLines)],
            Counts = new AlertCounts
            {
                New = Math.Max(0, alerts.Sum(alert => alert.Counts.New) - Twice(line => line.Kind == FindingChange.New)),
                Raised = Math.Max(0, alerts.Sum(alert => alert.Counts.Raised) - Twice(line => line.Kind == FindingChange.Raised)),
                High = Math.Max(0, alerts.Sum(alert => alert.Counts.High) - Twice(line => line.Finding.Risk == Risk.High)),
                Fixed = alerts.Sum(alert => alert.Counts.Fixed), NotReported = alerts.Sum(alert => alert.Counts.NotReported), Noise = alerts.Sum(alert => alert.Counts.Noise),
                Accepted = alerts.Sum(alert => alert.Counts.Accepted), LeftOut = alerts.Sum(alert => alert.Counts.LeftOut), Baseline = alerts.Sum(alert => alert.Counts.Baseline),
            },
        };
    }

    private static string RunOf(DateTimeOffset moment, WatchPlace place) => FormattableString.Invariant($"digest|{moment.ToUnixTimeMilliseconds()}|{place.Platform}|{place.Channel}");
}
