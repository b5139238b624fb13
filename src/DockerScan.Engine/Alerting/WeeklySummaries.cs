using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Core.Pulls;
using DockerScan.Core.Reading;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Alerting;

/// <summary>
/// Tells each channel on Mondays how its watches stand. The message's id comes of the week and the channel, so that it is kept once, however many
/// processes make it and whenever one of them dies; from there it goes the way of every alert.
/// </summary>
internal sealed class WeeklySummaries(
    IAlertStore alerts, IWatchStore watches, IScanStore scans, IAcceptanceStore acceptances, IOptions<AlertOptions> options, TimeProvider time, ILogger<WeeklySummaries> logger,
    IPullBudget? pulls = null)
{
    // What comes later tells of a week that is nearly over.
    private static readonly TimeSpan Latest = TimeSpan.FromDays(3);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    // Each is a question to the store.
    private const int MaxLookedUp = 200;

    private readonly HashSet<ScanId> _made = [];

    /// <summary>Tells whom it is time to tell; how many channels it was.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Weekly)
        {
            return 0;
        }

        var (now, count) = (time.GetUtcNow(), 0);
        foreach (var place in (await watches.ListAsync(cancellationToken)).SelectMany(watch => watch.Places.Select(place => (place, watch))).GroupBy(pair => pair.place, pair => pair.watch))
        {
            count += !options.Value.WeeklyNot.Contains(place.Key.ToString(), StringComparer.OrdinalIgnoreCase) && await TellAsync(place.Key, [.. place], now, cancellationToken) ? 1 : 0;
        }

        return count;
    }

    private async Task<bool> TellAsync(WatchPlace place, IReadOnlyList<Watch> all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var eldest = all.MinBy(watch => (watch.CreatedAt, watch.Id))!;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(eldest.Schedule.Zone, out var found) ? found : TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var due = AlertTiming.At(zone, monday, QuietHours.FindTime(options.Value.DigestAt) ?? AlertTiming.Usual.DigestAt);
        List<Watch> own = [.. all.Where(watch => watch.CreatedAt < due)];
        var run = string.Create(CultureInfo.InvariantCulture, $"weekly|{monday:yyyy-MM-dd}|{place.Platform}|{place.Channel}");
        var id = Alert.IdOf(run);
        if (now < due || now - due > Latest || own.Count == 0 || _made.Contains(id) || await alerts.FindAsync(id, cancellationToken) is not null)
        {
            return false;
        }

        var alert = await MakeAsync(id, run, place, own, now, cancellationToken);
        var isNew = await alerts.PutAsync(alert, cancellationToken);
        _made.Add(id);
        if (isNew)
        {
            Log.Weekly(logger, place.Platform, place.Channel, own.Count);
        }

        return isNew;
    }

    private async Task<Alert> MakeAsync(ScanId id, string run, WatchPlace place, List<Watch> own, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = (await watches.ListLastAsync(cancellationToken)).ToDictionary(ended => ended.WatchId, StringComparer.Ordinal);
        Dictionary<string, (Finding Finding, string Image)> open = new(StringComparer.Ordinal);
        HashSet<string> accepted = new(StringComparer.Ordinal), expiring = new(StringComparer.Ordinal);
        List<AlertProblem> problems = [];
        var (added, mended) = (0, 0);
        foreach (var watch in own)
        {
            var tallies = (await alerts.ReadAsync(watch.Id, cancellationToken)).Tallies.Where(tally => tally.Day > now - Week - TimeSpan.FromDays(1)).ToList();
            (added, mended) = (added + tallies.Sum(tally => tally.New), mended + tallies.Sum(tally => tally.Fixed));
            var targets = await watches.ListTargetsAsync(watch.Id, cancellationToken);
            var holding = await acceptances.ListForAsync(watch.Image.Repository, now, cancellationToken);
            accepted.UnionWith(holding.Where(one => one.HoldsAt(now)).Select(one => one.Id));
            expiring.UnionWith(holding.Where(one => one.HoldsAt(now) && one.EndsAt <= now + WeeklySummary.ExpiresWithin).Select(one => one.Id));
            problems.AddRange(Problems(watch, targets, last.GetValueOrDefault(watch.Id)));
            foreach (var scan in targets.Select(target => target.LastComplete).OfType<ScanId>().Distinct())
            {
                if (await scans.FindResultAsync(scan, cancellationToken) is not { } result)
                {
                    continue;
                }

                var covers = AcceptedReading.Of(result, holding);
                foreach (var finding in result.Findings.Where(finding => finding is { Risk: Risk.High, State: FindingState.Open } && covers.Covering(finding, watch.Image.Repository, now) is null))
                {
                    open.TryAdd($"{watch.Image.Repository}|{finding.Key}", (finding, watch.Name));
                }
            }
        }

        return new Alert
        {
            Id = id, Run = run, WatchId = string.Empty, Image = string.Empty, Kind = AlertKind.Weekly, CreatedAt = now, Places = [place], Language = own.MinBy(watch => (watch.CreatedAt, watch.Id))!.Language,
            Budgets = AlertBudgets.Of(pulls, [.. own.Select(watch => watch.Image.Registry).Distinct(StringComparer.Ordinal)]),
            Problems = [.. problems.OrderByDescending(problem => problem.Failures).ThenBy(problem => problem.Tag, StringComparer.Ordinal).Take(Alert.MaxLines)],
            Summary = new WeeklySummary
            {
                Watches = own.Count, OpenHigh = open.Count, New = added, Fixed = mended, Oldest = await FindOldestAsync(open.Values, cancellationToken),
                Accepted = accepted.Count, Expiring = expiring.Count,
            },
        };
    }

    private static IEnumerable<AlertProblem> Problems(Watch watch, IReadOnlyList<WatchTarget> targets, EndedWatchRun? last)
    {
        var failing = targets.Where(target => target is { Problem: not null, Failures: > 0 }).MaxBy(target => target.Failures);
        return failing is not null ? [new AlertProblem(watch.Name, failing.Platform.ToString(), failing.Failures, failing.Problem!)]
            : last?.End is { Outcome: WatchRunOutcome.Failed, Problem: { } problem } ? [new AlertProblem(watch.Name, watch.LookedAt[0].ToString(), 1, problem)]
            : [];
    }

    private async Task<OldestFinding?> FindOldestAsync(IReadOnlyCollection<(Finding Finding, string Image)> open, CancellationToken cancellationToken)
    {
        OldestFinding? oldest = null;
        foreach (var (finding, image) in open.Take(MaxLookedUp))
        {
            if ((await alerts.FindStoryAsync(finding.Key, cancellationToken)).First is { } first && await scans.FindResultAsync(first, cancellationToken) is { } result
                && !(oldest?.Since <= result.FinishedAt))
            {
                oldest = new OldestFinding(finding.Key, DisplayText.Clean($"{finding.Details.Id} {finding.Details.Target}".Trim(), 120), image, result.FinishedAt);
            }
        }

        return oldest;
    }
}
