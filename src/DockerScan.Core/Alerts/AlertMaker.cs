using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>Decides what a run tells: one message at most. Pure: the same book and the same run give the same.</summary>
public static class AlertMaker
{
    /// <summary>Makes the message, and writes down each decision.</summary>
    public static AlertOutcome Make(AlertBook book, AlertInput input)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(input);
        var edit = new BookEdit(book);
        var run = new RunNews(edit, input);
        foreach (var change in input.Changes)
        {
            run.Add(change);
        }

        return new AlertOutcome(edit.Close(input.Run, run.ToTally()), run.ToAlert(), edit.Fixed);
    }

    /// <summary>An alert whose findings have become something else since; null when it tells none of them.</summary>
    public static Alert? With(Alert alert, IReadOnlyDictionary<string, FindingChange?> became)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(became);
        return alert.Lines.Any(line => became.TryGetValue(line.Finding.Key, out var now) && now != line.Since)
            ? alert with
            {
                Revision = alert.Revision + 1,
                Lines = [.. alert.Lines.Select(line => became.TryGetValue(line.Finding.Key, out var now) ? line with { Since = now } : line)],
            }
            : null;
    }

    /// <summary>The message that tags could not be looked at.</summary>
    public static Alert Failing(string run, Watch watch, IReadOnlyList<WatchTarget> failing, AlertTiming timing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(failing);
        // One run may say so twice, of other tags each time.
        return New($"{run}#failing#{Alert.IdOf(string.Join('|', failing.Select(target => target.Key)))}", watch, AlertKind.Failing, now) with
        {
            NotBefore = timing.HoldUntil(AlertKind.Failing, [], now),
            Problems = [.. failing.Where(target => target.Problem is not null).Take(Alert.MaxLines)
                .Select(target => new AlertProblem(target.Tag, target.Platform.ToString(), target.Failures, target.Problem!))],
        };
    }

    /// <summary>One with nothing in it.</summary>
    internal static Alert New(string run, Watch watch, AlertKind kind, DateTimeOffset now) => new()
    {
        Id = Alert.IdOf(run), Run = run, WatchId = watch.Id, Image = watch.Name, Kind = kind, CreatedAt = now, Language = watch.Language,
        Places = watch.IsMutedAt(now) ? [] : watch.Places,
    };

    /// <summary>A finding without what a card has no room for.</summary>
    internal static Finding Short(Finding finding) => finding with
    {
        Details = finding.Details with { Description = string.Empty, References = [], Evidence = string.Empty, CvssVector = null, RiskReason = null },
    };

    /// <summary>The lines of an alert, the worst first, each finding once however many tags have it.</summary>
    internal static IReadOnlyList<AlertLine> Lines(IEnumerable<AlertLine> lines)
    {
        var byKey = lines.GroupBy(line => line.Finding.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First() with { Tags = [.. group.SelectMany(line => line.Tags).Distinct(StringComparer.Ordinal)] }, StringComparer.Ordinal);
        return [.. FindingRanking.Sort(byKey.Values.Select(line => line.Finding)).Select(finding => byKey[finding.Key])];
    }
}
