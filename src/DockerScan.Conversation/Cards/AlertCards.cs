using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Watches;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Cards;

/// <summary>The card of an alert. Pure: the same alert gives the same card.</summary>
public static class AlertCards
{
    private const int MaxGroups = 8;
    private const int MaxFixed = 6;
    private const int MaxImages = 12;

    /// <summary>The card.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="result">The result that it is about, where it is one: what is watched from now on is shown as any scan is.</param>
    /// <param name="checklist">For the titles of checks.</param>
    public static ChatMessage Make(Alert alert, ScanResult? result = null, Checklist? checklist = null)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var strings = AlertStrings.In(alert.Language);
        return alert.Kind switch
        {
            AlertKind.News => News(alert, strings),
            AlertKind.Watching => Watching(alert, result, checklist, strings),
            AlertKind.Baseline => Plain(alert, strings.NewBaseline(alert.Image), strings.BaselineOf(alert.Counts.Baseline), ChatTone.Muted, Scans(alert, strings)),
            AlertKind.Failing => Plain(alert, strings.CannotLook(alert.Image), strings.SaidOnce, ChatTone.Unknown, Problems(alert, strings.Images, strings)),
            AlertKind.Database => Plain(
                alert, strings.DatabaseBrought(alert.Counts.Told, alert.Scans.Count), strings.ImagesAreTheSame, ChatTone.Danger,
                [.. Lines(alert, FindingChange.New, strings.New, strings), .. Lines(alert, FindingChange.Raised, strings.Worse, strings), .. Scans(alert, strings)]),
            AlertKind.Digest => Digest(alert, strings),
            AlertKind.Weekly => Weekly(alert, strings),
            AlertKind.Lost => Plain(
                alert, strings.CannotSpeak(alert.Image), alert.Problems is [var lost, ..] ? strings.CannotSpeakIn(lost.Tag, lost.Problem.Message) : string.Empty, ChatTone.Warning, []),
        };
    }

    // Each line names its image: no image is the one that it is about.
    private static ChatMessage Digest(Alert alert, AlertStrings strings)
    {
        var images = alert.Scans.Select(scan => scan.Image).Concat(alert.Problems.Select(problem => problem.Tag)).Distinct(StringComparer.Ordinal).Count();
        var worst = alert.Counts.High > 0 ? ChatTone.Danger : alert.Counts.Told > 0 ? ChatTone.Warning : ChatTone.Notice;
        return Plain(alert, strings.Gathered(alert.Counts.Told, images), strings.GatheredWhy, worst,
        [
            .. Lines(alert, FindingChange.New, strings.New, strings), .. Lines(alert, FindingChange.Raised, strings.Worse, strings), .. Drift(alert, strings), .. SinceThen(alert, strings),
            .. Problems(alert, strings.NotLookedAt, strings), .. Scans(alert, strings),
        ]) with { Fields = [.. NotTold(alert, strings)] };
    }

    private static ChatMessage Weekly(Alert alert, AlertStrings strings)
    {
        var summary = alert.Summary ?? new WeeklySummary { Watches = 0 };
        List<ChatField> fields =
        [
            new(strings.OpenHigh, Number(summary.OpenHigh)),
            new(strings.New, Number(summary.New)),
            new(strings.Mended, Number(summary.Fixed)),
            new(strings.AcceptedNow, strings.AcceptedAndExpiring(summary.Accepted, summary.Expiring, (int)WeeklySummary.ExpiresWithin.TotalDays)),
        ];
        if (summary.Oldest is { } oldest)
        {
            fields.Insert(1, new ChatField(strings.Oldest, strings.OldestOf(oldest.Title, oldest.Image, oldest.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        }

        return Plain(alert, strings.WeekOf(summary.Watches), summary.OpenHigh == 0 && alert.Problems.Count == 0 ? strings.AllQuiet : string.Empty,
            summary.OpenHigh > 0 ? ChatTone.Danger : alert.Problems.Count > 0 ? ChatTone.Unknown : ChatTone.Good,
            Problems(alert, strings.NotLookedAt, strings))
            with { Fields = [.. fields, .. Budgets(alert, strings)] };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<ChatField> Budgets(Alert alert, AlertStrings strings)
        => alert.Budgets.Count == 0 ? []
            : [new ChatField(strings.PullsLeft, string.Join(", ", alert.Budgets.Select(budget => strings.PullsLeftOf(budget.Registry, budget.Remaining, budget.Limit))))];

    private static IEnumerable<ChatSection> SinceThen(Alert alert, AlertStrings strings)
        => [.. Since(alert, FindingChange.Fixed, strings.Fixed, strings), .. Since(alert, FindingChange.Accepted, strings.AcceptedSince, strings), .. Since(alert, FindingChange.NotReported, strings.Gone, strings)];

    private static ChatMessage News(Alert alert, AlertStrings strings)
    {
        var isMended = alert is { Lines.Count: > 0, Drift.Count: 0 } && alert.Lines.All(line => line.Since == FindingChange.Fixed) && alert.Counts.Told == alert.Lines.Count;
        var title = isMended ? strings.AllFixed(alert.Image)
            : alert.Counts.New > 0 ? strings.NewFindings(alert.Image, alert.Counts.New)
            : alert.Counts.Raised > 0 ? strings.WorseFindings(alert.Image, alert.Counts.Raised)
            : strings.DoesMore(alert.Image);
        var worst = alert.Scans.MaxBy(scan => (scan.AtLeast, scan.Verdict == Verdict.Unknown));
        var cards = CardStrings.In(alert.Language);
        return new ChatMessage
        {
            Title = title,
            // As it was when it was told; what is mended since is said by its lines.
            Verdict = isMended || worst is null ? null : new ChatVerdict(worst.Verdict, worst.AtLeast, alert.Language),
            Tone = ChatTone.Good,
            Text = string.Join('\n', alert.Scans.Where(scan => scan.Reason != WatchReason.FirstSight).Take(MaxFixed).Select(scan => Why(alert, scan, strings))),
            Fields =
            [
                .. alert.Scans.Take(1).Select(scan => new ChatField(cards.Scan, scan.Scan.Value)), new ChatField(WatchStrings.In(alert.Language).Watch, alert.WatchId),
                .. NotTold(alert, strings), .. Budgets(alert, strings),
            ],
            Sections =
            [
                .. Lines(alert, FindingChange.New, strings.New, strings), .. Lines(alert, FindingChange.Raised, strings.Worse, strings),
                .. Drift(alert, strings), .. SinceThen(alert, strings),
            ],
            Buttons = worst is null ? [] : [ScanButtons.Report(worst.Scan, cards), ScanButtons.Findings(worst.Scan, cards), ScanButtons.Rescan(worst.Scan, cards)],
            Commands = worst is null ? [] : [$"findings {worst.Scan}"],
            Thread = alert.Id.Value,
            Language = alert.Language,
        };
    }

    private static ChatMessage Watching(Alert alert, ScanResult? result, Checklist? checklist, AlertStrings strings)
    {
        var words = WatchStrings.In(alert.Language);
        var title = words.NowWatching(alert.Image);
        if (result is not null && alert.Scans.Count == 1)
        {
            var card = ScanCardBuilder.Finished(result, null, checklist, alert.Language);
            return card with { Title = title, Text = $"{card.Text}\n{words.Baseline}", Fields = [.. card.Fields, new ChatField(words.Watch, alert.WatchId), .. Budgets(alert, strings)], Thread = alert.Id.Value };
        }

        return Plain(alert, title, words.Baseline, ChatTone.Notice, Scans(alert, strings));
    }

    private static ChatMessage Plain(Alert alert, string title, string text, ChatTone tone, IReadOnlyList<ChatSection> sections) => new()
    {
        Title = title, Tone = tone, Text = text, Sections = sections, Thread = alert.Id.Value, Language = alert.Language,
        // Something to press: by its id a platform finds the message again.
        Buttons = [new ChatButton(ChatButtonIds.Watches, WatchStrings.In(alert.Language).Watches, "watches")],
        Fields = alert.WatchId.Length == 0 ? [] : [new ChatField(WatchStrings.In(alert.Language).Watch, alert.WatchId), .. Budgets(alert, AlertStrings.In(alert.Language))],
    };

    private static string Why(Alert alert, AlertedScan scan, AlertStrings strings)
    {
        var text = scan.Was.Length > 0 && scan.Was != scan.Digest ? strings.PointsAtAnother(scan.Was, scan.Digest) : strings.IsTheSame(scan.Digest);
        // One that is everybody's usual platform goes without saying.
        var platform = alert.Scans.Any(other => other.Platform != ImagePlatform.Default.ToString()) ? $"{scan.Platform}: " : string.Empty;
        return platform + (alert.Scans.Count > 1 && scan.Tags.Any(tag => tag.Length > 0) ? strings.TagOf(string.Join(", ", scan.Tags), text) : text);
    }

    // A package is one line, with every cause that its findings have; what is mended stands below.
    private static IEnumerable<ChatSection> Lines(Alert alert, FindingChange kind, string heading, AlertStrings strings)
    {
        var lines = alert.Lines.Where(line => line.Kind == kind && line.Since is null).ToList();
        if (lines.Count == 0)
        {
            yield break;
        }

        var cards = CardStrings.In(alert.Language);
        var byKey = lines.ToDictionary(line => line.Finding.Key, StringComparer.Ordinal);
        var groups = FindingRanking.Group([.. lines.Select(line => line.Finding)]);
        var shown = groups.Take(MaxGroups).ToList();
        List<ChatLine> said = [.. shown.Select(group => Line(alert, group, [.. group.Findings.Select(finding => byKey[finding.Key])], cards, strings))];
        var told = kind == FindingChange.New ? alert.Counts.New : alert.Counts.Raised;
        var rest = Math.Max(told, lines.Count) - alert.Lines.Count(line => line.Kind == kind && line.Since is not null) - shown.Sum(group => group.Findings.Count);
        if (rest > 0)
        {
            said.Add(new ChatLine(alert is { Scans.Count: > 0, WatchId.Length: > 0 } ? cards.More(rest, $"findings {alert.Scans[0].Scan}") : cards.MoreLike(rest), ChatTone.Muted) { IsRest = true });
        }

        yield return new ChatSection(heading, said);
    }

    private static ChatLine Line(Alert alert, FindingGroup group, IReadOnlyList<AlertLine> lines, CardStrings cards, AlertStrings strings)
    {
        var line = FindingText.Summary(group, cards);
        var tags = lines.SelectMany(each => each.Tags).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxImages).ToList();
        var isOfSeveral = alert.Scans.Count > 1 || alert.Scans.Any(scan => scan.Tags.Count > 1);
        var text = isOfSeveral && tags.Count > 0 ? strings.In(line.Text, string.Join(", ", tags)) : line.Text;
        text = lines.Any(each => each.IsUnjudged) ? $"{text} {strings.Unjudged}" : text;
        // The cause is what nobody may miss: whatever is cut, it is not that.
        var causes = string.Join(", ", lines.Select(each => strings.Of(each.Cause)).Distinct(StringComparer.Ordinal));
        return new ChatLine(strings.WithCause(DisplayText.Clean(text, ChatLimits.Line - causes.Length - 20), causes), line.Tone, line.Label);
    }

    private static IEnumerable<ChatSection> Since(Alert alert, FindingChange since, string heading, AlertStrings strings)
    {
        var cards = CardStrings.In(alert.Language);
        var groups = FindingRanking.Group([.. alert.Lines.Where(line => line.Since == since).Select(line => line.Finding)]);
        if (groups.Count == 0)
        {
            yield break;
        }

        var (tone, label) = since switch
        {
            FindingChange.Fixed => (ChatTone.Good, strings.FixedLabel),
            FindingChange.Accepted => (ChatTone.Muted, strings.AcceptedLabel),
            _ => (ChatTone.Muted, strings.GoneLabel),
        };
        List<ChatLine> lines = [.. groups.Take(MaxFixed).Select(group => new ChatLine(FindingText.Gone(group, cards).Text, tone, label))];
        if (groups.Skip(MaxFixed).Sum(group => group.Findings.Count) is > 0 and var more)
        {
            lines.Add(new ChatLine(cards.MoreLike(more), ChatTone.Muted) { IsRest = true });
        }

        yield return new ChatSection(heading, lines);
    }

    private static IEnumerable<ChatSection> Drift(Alert alert, AlertStrings strings)
    {
        if (alert.Drift.Count > 0)
        {
            yield return new ChatSection(strings.Behavior, alert.Drift.Select(fact => new ChatLine(
                strings.WithCause(strings.Of(fact), strings.Of(fact.IsFixed ? NewsCause.ImageChanged : NewsCause.BehaviorFirstSeen)), ChatTone.Warning, strings.DriftLabel)));
        }
    }

    private static IEnumerable<ChatField> NotTold(Alert alert, AlertStrings strings)
    {
        var counts = alert.Counts;
        List<string> parts =
        [
            .. Part(counts.LeftOut, strings.LeftOut), .. Part(counts.Noise, strings.OfNoise), .. Part(counts.Accepted, strings.Accepted), .. Part(counts.Baseline, strings.AlsoBaseline),
            .. Part(counts.Fixed, strings.AlsoFixed), .. Part(counts.NotReported, strings.AlsoGone),
        ];
        return parts.Count == 0 ? [] : [new ChatField(strings.NotTold, string.Join(", ", parts))];
    }

    private static IEnumerable<string> Part(int count, Func<int, string> say) => count > 0 ? [say(count)] : [];

    private static IReadOnlyList<ChatSection> Scans(Alert alert, AlertStrings strings)
    {
        var words = Vocabulary.In(alert.Language);
        List<ChatLine> lines = [.. alert.Scans.Take(MaxImages).Select(scan => new ChatLine(
            $"{Name(alert, scan)} ({scan.Platform}): {scan.Digest}, {scan.Scan}", ChatTones.Of(Vocabulary.Tint(scan.Verdict, scan.AtLeast)), words.Label(scan.Verdict, scan.AtLeast)))];
        if (alert.Scans.Count > MaxImages)
        {
            lines.Add(new ChatLine(string.Create(CultureInfo.InvariantCulture, $"+{alert.Scans.Count - MaxImages}"), ChatTone.Muted) { IsRest = true });
        }

        return lines.Count == 0 ? [] : [new ChatSection(strings.Images, lines)];
    }

    private static string Name(Alert alert, AlertedScan scan) => scan.Image ?? (string.Join(", ", scan.Tags.Where(tag => tag.Length > 0)) is { Length: > 0 } tags ? tags : alert.Image);

    private static IReadOnlyList<ChatSection> Problems(Alert alert, string heading, AlertStrings strings)
        => alert.Problems.Count == 0 ? [] : [new ChatSection(heading, [.. alert.Problems.Select(problem => new ChatLine(
            strings.CannotLookAt(problem.Tag.Length > 0 ? $"{problem.Tag} ({problem.Platform})" : alert.Image, problem.Failures, Vocabulary.In(alert.Language).Of(problem.Problem)),
            ChatTone.Unknown))])];
}
