using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Words;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>why KEY</c>.</summary>
internal sealed class WhyCommand(IScanService scans, TimeProvider time, IAlertStore? alerts = null, ICardStore? cards = null, IAcceptanceDesk? acceptances = null) : IChatCommand
{
    private const int MaxKey = 40, MaxParts = 6, MaxDecisions = 6, MaxAccepted = 4;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "why",
        Summary = AlertStrings.Say(words => words.WhySummary),
        Arguments = [new CommandArgument("key", AlertStrings.Say(words => words.WhyKey))],
        Examples = [new CommandExample("why 3f9a1c0d5e7b2a48", AlertStrings.Say(words => words.WhyOne))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var key = invocation.Get("key").ToLowerInvariant();
        var story = alerts is not null && key.Length <= MaxKey && key.All(char.IsAsciiHexDigit) ? await alerts.FindStoryAsync(key, cancellationToken) : new FindingStory(null, []);
        var first = story.First is { } scan ? await scans.FindResultAsync(scan, cancellationToken) : null;
        var finding = first?.Findings.FirstOrDefault(each => each.Key == key);
        if (finding is null && story.Books.Count == 0)
        {
            throw new UserFacingException(AlertStrings.Say(words => words.NoSuchFinding(DisplayText.Clean(key, MaxKey))));
        }

        var strings = AlertStrings.In(invocation.Language);
        List<ChatSection> sections = finding is null ? [] : [.. await AcceptedAsync(first!, finding, strings, cancellationToken)];
        foreach (var part in story.Books.Take(MaxParts))
        {
            sections.Add(await SectionAsync(part, strings, cancellationToken));
        }

        await answer.PostAsync(
            new ChatMessage
            {
                Title = finding is null ? key : FindingWords.In(finding.Details.Title, invocation.Language),
                Tone = finding is null ? ChatTone.Neutral : ChatTones.Of(finding.Risk),
                Text = story.Books.Count == 0 ? strings.NoNews : string.Empty,
                Fields = [.. Fields(key, first, finding, strings)],
                Sections = sections,
                Language = invocation.Language,
            },
            cancellationToken);
    }

    private static IEnumerable<ChatField> Fields(string key, ScanResult? first, Finding? finding, AlertStrings strings)
    {
        var words = CardStrings.In(strings.Language);
        yield return new ChatField(words.Findings, finding is null ? key : $"{finding.Details.Id}, {FindingWords.Place(finding.Details, strings.Language)} ({key})");
        if (first is not null)
        {
            yield return new ChatField(strings.FirstSeen, strings.FirstSeenIn(WatchText.Time(first.FinishedAt.ToUniversalTime()), first.Id.Value, first.Reference.Familiar));
        }

        if (finding is not null)
        {
            var version = first?.Stages.FirstOrDefault(stage => stage.Id == finding.Scanner)?.Evidence.GetValueOrDefault("version");
            yield return new ChatField(strings.FoundBy, version is null ? finding.Scanner : $"{finding.Scanner} {version}");
        }

        if (first is not null && ResultNews.DatabaseOf(first) is { Length: > 0 } database)
        {
            yield return new ChatField(strings.DatabaseOf, database);
        }
    }

    // Who took it, and who took that back: the newest first, also what has ended.
    private async Task<IEnumerable<ChatSection>> AcceptedAsync(ScanResult first, Finding finding, AlertStrings strings, CancellationToken cancellationToken)
    {
        IReadOnlyList<Acceptance> all = acceptances is null ? [] : await acceptances.ListAsync(all: true, cancellationToken);
        var about = AcceptedReading.Of(first, all).Of(finding, first.Reference.Repository);
        var (now, words) = (time.GetUtcNow(), Vocabulary.In(strings.Language));
        return about.Count == 0 ? []
            : [new ChatSection(strings.AcceptedNow, about.Reverse().Take(MaxAccepted).Select(one => AcceptanceText.Line(one, now, AcceptanceStrings.In(strings.Language), words)))];
    }

    private async Task<ChatSection> SectionAsync(StoryPart part, AlertStrings strings, CancellationToken cancellationToken)
    {
        List<ChatLine> lines =
        [
            .. part.Entry.Decisions.Take(MaxDecisions).Select(decided => new ChatLine(
                strings.Decided(WatchText.Time(decided.At.ToUniversalTime()), strings.Of(decided.Kind), strings.Of(decided.Cause), strings.Of(decided.Decision), decided.Rule))),
        ];
        if (part.Entry.Since is { } since)
        {
            lines.Add(new ChatLine(strings.Of(since), since == FindingChange.Fixed ? ChatTone.Good : ChatTone.Muted));
        }

        if (part.Entry.Alert is { } id && alerts is not null && await alerts.FindAsync(id, cancellationToken) is { } alert)
        {
            foreach (var place in alert.Places)
            {
                var where = $"{strings.ToldWhere}: {place.Platform} {place.Channel}";
                lines.Add(new ChatLine((cards is null ? null : await cards.FindAsync(alert.CardAt(place), cancellationToken)) switch
                {
                    null => strings.NotThere(where),
                    { ShownAt: { } at } => strings.Delivered(where, WatchText.Time(at)),
                    var due => strings.OwedStill(where, due.Failures),
                }));
            }
        }

        return new ChatSection(strings.InWatch(part.WatchId, part.Entry.Target.Replace("|", " ", StringComparison.Ordinal).Trim()), lines);
    }
}
