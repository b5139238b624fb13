using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>The news of one run, gathered.</summary>
internal sealed class RunNews(BookEdit book, AlertInput input)
{
    private readonly ScanId _alert = Alert.IdOf(input.Run);
    private readonly List<AlertLine> _lines = [];
    private readonly List<AlertedScan> _scans = [];
    private readonly List<DriftFact> _drift = [];
    private readonly HashSet<ScanId> _told = [];
    private readonly HashSet<ScanId?> _beside = [];
    private readonly Dictionary<ScanId, AcceptanceSet> _accepted = [];
    private bool _isFirst;
    private bool _hasNews;
    private AlertCounts _counts = new();

    public void Add(AlertChange change)
    {
        _scans.Add(Scan(change));
        if (change.Change.Reason == WatchReason.FirstSight || change.Before is null)
        {
            _isFirst = true;
            return;
        }

        var compared = ResultNews.Compare(change.Before, change.Baseline, change.After, change.Change.Reason, input.Exploits);
        var news = compared.News.Concat(Expired(change, compared)).ToList();
        foreach (var target in change.Targets)
        {
            foreach (var (old, key) in compared.Same)
            {
                book.Rename(target, old, key);
            }
        }

        foreach (var each in news.Where(each => each.Kind is FindingChange.New or FindingChange.Raised))
        {
            Decide(change, each);
        }

        Gone(change, compared);
        Drift(change, compared);
    }

    public Alert? ToAlert()
    {
        // What an image is set to do is said with other news; what it does is news by itself.
        var kind = _hasNews || _drift.Exists(fact => !fact.IsFixed) ? AlertKind.News : _isFirst ? AlertKind.Watching : AlertKind.Baseline;
        if (kind == AlertKind.Baseline && _counts.Baseline == 0)
        {
            return null;
        }

        var lines = AlertMaker.Lines(_lines);
        var alert = AlertMaker.New(input.Run, input.Watch, kind, input.Now);
        return alert with
        {
            Scans = _scans,
            Budgets = input.Budgets,
            Lines = [.. lines.Take(Alert.MaxLines)],
            Drift = [.. _drift.Distinct().Take(Alert.MaxDrift)],
            Counts = _counts with
            {
                New = lines.Count(line => line.Kind == FindingChange.New), Raised = lines.Count(line => line.Kind == FindingChange.Raised),
                High = lines.Count(line => line.Finding.Risk == Risk.High),
            },
            Database = kind == AlertKind.News && _drift.Count == 0 && input.Changes.All(change => change.Change.Reason == WatchReason.DatabaseChanged)
                ? ResultNews.DatabaseOf(input.Changes[0].After) : string.Empty,
            Follows = kind == AlertKind.News ? Follows(lines) : null,
            Places = Places(alert, kind),
            NotBefore = input.Timing.HoldUntil(kind, lines.Select(line => line.Finding), input.Now),
        };
    }

    public AlertTally ToTally()
        => new(new DateTimeOffset(input.Now.UtcDateTime.Date, TimeSpan.Zero), _lines.DistinctBy(line => line.Finding.Key).Count(), _counts.Fixed);

    // What was told before and only matters more belongs to the message that told it; so does what the image does beside behaviour that was told.
    private ScanId? Follows(IReadOnlyList<AlertLine> lines)
        => _drift.Count == 0 && _told.Count == 1 && lines.All(line => line.Kind == FindingChange.Raised) ? _told.Single()
            : lines.Count == 0 && _beside.Count == 1 && !_drift.Exists(fact => fact.IsFixed) ? _beside.Single() : null;

    // Where a person was shown the first verdict, nobody is told it again.
    private IReadOnlyList<WatchPlace> Places(Alert alert, AlertKind kind)
        => kind == AlertKind.Watching && input.Watch.FirstScan is not null
            ? [.. alert.Places.Where(place => !input.Watch.Owner.StartsWith(place.Platform + ":", StringComparison.Ordinal) || !input.Watch.Owner.Split('/', ':').Contains(place.Channel))]
            : alert.Places;

    private void Decide(AlertChange change, FindingNews news)
    {
        var judged = Judge(change, news);
        var isTold = false;
        foreach (var target in change.Targets)
        {
            var entry = book.Find(target, news.Finding.Key);
            var decision = judged is AlertDecision.Tell or AlertDecision.CannotTell ? Again(entry, news) ?? judged : judged;
            var tells = decision is AlertDecision.Tell or AlertDecision.CannotTell;
            if (tells && news.Kind == FindingChange.Raised && entry?.Alert is { } earlier)
            {
                _told.Add(earlier);
            }
            else if (tells)
            {
                // It belongs to no earlier message.
                _told.Add(_alert);
            }

            isTold |= tells;
            var decided = new AlertDecided(input.Now, decision, news.Kind, news.Cause, input.Rule.Text, change.After.Id);
            book.Decide(target, news, decided, ResultNews.DatabaseOf(change.After), tells ? _alert : null);
            if (tells)
            {
                _lines.Add(new AlertLine(AlertMaker.Short(news.Finding), news.Kind, news.Cause, [target[..target.LastIndexOf('|')]]) { IsUnjudged = decision == AlertDecision.CannotTell });
            }
        }

        _hasNews |= isTold;
        _counts = isTold ? _counts : judged switch
        {
            AlertDecision.Noise => _counts with { Noise = _counts.Noise + 1 },
            AlertDecision.Accepted => _counts with { Accepted = _counts.Accepted + 1 },
            AlertDecision.Baseline => _counts with { Baseline = _counts.Baseline + 1 },
            _ => _counts with { LeftOut = _counts.LeftOut + 1 },
        };
    }

    private AlertDecision Judge(AlertChange change, FindingNews news)
        => news.Finding.State == FindingState.Accepted || Accepted(change).Covering(news.Finding, change.After.Reference.Repository, input.Now) is not null ? AlertDecision.Accepted
            // What is new to us alone is no news; what the image changed at the same time is.
            : change.Change.IsBaseline && news.Cause != NewsCause.ImageChanged ? AlertDecision.Baseline
            : NoiseClasses.Of(news.Finding) != NoiseClass.None ? AlertDecision.Noise
            : input.Rule.Judge(news, input.Exploits) switch
            {
                AlertDecision.Tell or AlertDecision.CannotTell when input.Watch.IsMutedAt(input.Now) => AlertDecision.Muted,
                var judged => judged,
            };

    // What flaps within a day is told once; what is worse than it was told is told again.
    private AlertDecision? Again(AlertEntry? entry, FindingNews news)
        => news.Kind == FindingChange.New && entry?.ToldAt is { } at && input.Now - at < KnownFindings.Flapping ? AlertDecision.ToldBefore : null;

    // One that was accepted, and is there as before: it counts again, and is told once.
    private IEnumerable<FindingNews> Expired(AlertChange change, ResultNews compared)
    {
        var isNews = compared.News.Select(news => news.Finding.Key).ToHashSet(StringComparer.Ordinal);
        return change.After.Findings.Where(finding => !isNews.Contains(finding.Key) && ExpiredAt(change, finding) is { } end
                && change.Targets.Any(target => !IsToldOf(book.Find(target, finding.Key), end)))
            .Select(finding => new FindingNews(finding, FindingChange.Raised, NewsCause.AcceptanceExpired) { Was = finding });
    }

    // However short it was; not when somebody took it back, who knows.
    private DateTimeOffset? ExpiredAt(AlertChange change, Finding finding)
        => Accepted(change).Covering(finding, change.After.Reference.Repository, input.Now) is null
            && Accepted(change).Of(finding, change.After.Reference.Repository).Where(one => one.EndsAt <= input.Now && one.EndsAt > input.Now - AlertInput.ExpiryWindow).MaxBy(one => one.EndsAt) is { } last
            && last.ExpiresAt == last.EndsAt ? last.EndsAt : null;

    // What is about one image is about no other: see AcceptanceSet.OfImage.
    private AcceptanceSet Accepted(AlertChange change)
        => _accepted.TryGetValue(change.After.Id, out var known) ? known : _accepted[change.After.Id] = AcceptedReading.Of(change.After, input.Acceptances.All);

    private static bool IsToldOf(AlertEntry? entry, DateTimeOffset end)
        => entry?.Decisions.Any(decided => decided.Cause == NewsCause.AcceptanceExpired && decided.At >= end) == true;

    private void Gone(AlertChange change, ResultNews compared)
    {
        var there = change.After.Findings.Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        var gone = compared.News.Where(news => news.Kind is FindingChange.Fixed or FindingChange.NotReported).ToDictionary(news => news.Finding.Key, news => news.Kind, StringComparer.Ordinal);
        _counts = _counts with { Fixed = _counts.Fixed + gone.Values.Count(kind => kind == FindingChange.Fixed), NotReported = _counts.NotReported + gone.Values.Count(kind => kind == FindingChange.NotReported) };
        var database = ResultNews.DatabaseOf(change.After);
        foreach (var entry in change.Targets.SelectMany(book.Of).Where(entry => !there.Contains(entry.Key) && entry.Since != FindingChange.Fixed))
        {
            // Also one that was gone before: another database may agree by now.
            if (gone.TryGetValue(entry.Key, out var kind) || (entry.MissingBy is not null && ResultNews.IsMissing(change.After, entry.Scanner)))
            {
                book.Gone(entry, kind == FindingChange.Fixed ? kind : FindingChange.NotReported, database);
            }
        }
    }

    private void Drift(AlertChange change, ResultNews compared)
    {
        // A result is no second run of itself, and one without a start is no run.
        if (change.Change.IsBaseline || change.After.Id == change.Before?.Id || ResultNews.IsMatch(change.After) || book.Waiting.Exists(each => each.Scan == change.After.Id))
        {
            return;
        }

        foreach (var target in change.Targets)
        {
            var waiting = book.Waiting.FindAll(each => each.Target == target);
            book.Waiting.RemoveAll(each => each.Target == target);
            var facts = DriftFact.Of(change.After);
            var second = waiting.SelectMany(each => each.Facts).Where(facts.Contains).ToList();
            if (!input.Watch.IsMutedAt(input.Now))
            {
                _drift.AddRange(second);
                _beside.UnionWith(waiting.Where(each => each.Facts.Any(second.Contains)).Select(each => each.Beside));
                // A file that a line tells is told.
                _drift.AddRange(compared.Drift.Where(fact => fact.IsFixed && !_lines.Exists(line => line.Finding.Details.Location == fact.Text)));
            }

            // Not of what a second run said already, and nothing is lost while no run could say anything.
            var open = compared.Drift.Where(fact => !fact.IsFixed && !second.Contains(fact)).ToList();
            if (open.Count > 0)
            {
                var isTold = _lines.Exists(line => line.Finding.Scanner == StageIds.Sandbox);
                // What it is set to do is said with what it does, where no other news of this run says it.
                var waits = _hasNews || second.Count > 0 ? open : [.. open, .. compared.Drift.Where(fact => fact.IsFixed)];
                book.Waiting.Add(new WaitingDrift(target, change.After.Id, waits, input.Now)
                {
                    // What a second run shows anew waits for the next one that comes anyway: an image that is never the same asks for no end of them. So does
                    // what stands beside behavior that this run tells: whoever reads that knows already that the image does something else.
                    Second = change.Change.Reason == WatchReason.Confirming || isTold ? change.After.Id : null,
                    Beside = isTold ? _alert : null,
                });
            }
            else if (!DriftFact.IsSeen(change.After))
            {
                book.Waiting.AddRange(waiting);
            }
        }
    }

    private static AlertedScan Scan(AlertChange change)
    {
        var (now, was) = (change.After.Image, change.Before?.Image);
        return new AlertedScan(change.After.Id, change.Change.Tags, change.Change.Platform.ToString(), change.Change.Reason, change.After.Verdict, change.After.AtLeast)
        {
            Digest = (now?.Digest ?? now?.ImageId)?.Abbreviated ?? string.Empty, Was = (was?.Digest ?? was?.ImageId)?.Abbreviated ?? string.Empty,
        };
    }
}
