using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Assessment;
using DockerScan.Core.Diff;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>diff A B</c>.</summary>
internal sealed class DiffCommand(ScanFinder finder, IFindingTitles? titles = null) : IChatCommand
{
    private const int ShownPerSection = 10;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "diff",
        Summary = CommandStrings.Say(words => words.DiffSummary),
        Arguments = [new CommandArgument("before", CommandStrings.Say(words => words.DiffBefore)), new CommandArgument("after", CommandStrings.Say(words => words.DiffAfter))],
        Examples =
        [
            new CommandExample("diff redis:6 redis:7", CommandStrings.Say(words => words.DiffUpgrade)),
            new CommandExample("diff k3v9x2m4q8 a1b2c3d4e5", CommandStrings.Say(words => words.DiffScans)),
        ],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var (first, firstFailed) = await finder.ReadAsync(invocation.Get("before"), cancellationToken);
        var (second, secondFailed) = await finder.ReadAsync(invocation.Get("after"), cancellationToken);
        var (before, after) = (LocalizedTitles.In(first, titles, invocation.Language), LocalizedTitles.In(second, titles, invocation.Language));
        var card = Card(before, after, ComparableResults.Compare(before, after), CardStrings.In(invocation.Language));
        foreach (var (failed, shown) in ((ScanResult?, ScanResult)[])[(secondFailed, second), (firstFailed, first)])
        {
            card = failed is null ? card : card.Below(ScanCardBuilder.NewestFailed(failed, shown, invocation.Language));
        }

        await answer.PostAsync(card, cancellationToken);
    }

    private static ChatMessage Card(ScanResult before, ScanResult after, ScanDiff diff, CardStrings strings) => new()
    {
        Title = strings.Compared(before.Reference.Familiar, after.Reference.Familiar),
        Tone = Tone(after, diff),
        Text = Summary(before, after, diff, strings),
        Fields = [Side(strings.Before, before, strings), Side(strings.After, after, strings)],
        Sections =
        [
            .. Section(strings.New, diff.New, FindingText.Summary, strings), .. Section(strings.Worse, diff.Raised, FindingText.Summary, strings),
            .. Section(strings.Fixed, diff.Fixed, FindingText.Gone, strings),
            .. Section(strings.NotComparable, diff.NotComparable, FindingText.Summary, strings),
        ],
        Buttons = [ScanButtons.Report(after.Id, strings), ScanButtons.Findings(after.Id, strings)],
        Language = strings.Language,
    };

    private static ChatTone Tone(ScanResult after, ScanDiff diff) => (after, diff) switch
    {
        ({ Complete: false }, _) or (_, { NotComparable.Count: > 0 }) => ChatTone.Unknown,
        (_, { New.Count: > 0 } or { Raised.Count: > 0 }) => ChatTone.Warning,
        _ => ChatTone.Good,
    };

    private static string Summary(ScanResult before, ScanResult after, ScanDiff diff, CardStrings strings)
    {
        var counts = strings.Changes(diff.New.Count, diff.Raised.Count, diff.Fixed.Count, diff.Unchanged.Count, diff.NotComparable.Count);
        var first = before.Complete ? string.Empty : "\n" + strings.FirstIncomplete;
        var second = after.Complete ? string.Empty : "\n" + strings.SecondIncomplete;
        return counts + first + second;
    }

    private static ChatField Side(string name, ScanResult result, CardStrings strings)
    {
        var verdict = strings.Words.Label(result.Verdict, result.AtLeast);
        var counts = result.Failure is null ? ScanCardBuilder.Counts(new FindingsReading(result.Findings), strings) : strings.NothingLookedAt;
        return new ChatField(name, $"{result.Reference.Familiar} ({result.Platform}): {verdict}, {counts}, {strings.ScanOf(result.Id.Value)}");
    }

    private static IEnumerable<ChatSection> Section(
        string heading, IReadOnlyList<Finding> findings, Func<FindingGroup, CardStrings, ChatLine> text, CardStrings strings)
    {
        if (findings.Count == 0)
        {
            yield break;
        }

        var reading = new FindingsReading(findings);
        var groups = reading.Groups;
        var lines = groups.Take(ShownPerSection).Select(group => text(group, strings)).ToList();
        // Findings and not lines, as the heading counts: a line says of how many it is.
        if (groups.Skip(ShownPerSection).Sum(group => group.Findings.Count) is > 0 and var more)
        {
            lines.Add(new ChatLine(strings.MoreLike(more), ChatTone.Muted) { IsRest = true });
        }

        if (reading.Accepted.Count > 0)
        {
            lines.Add(new ChatLine(strings.OfThemAccepted(reading.Accepted.Count), ChatTone.Muted));
        }

        yield return new ChatSection($"{heading} ({findings.Count})", lines);
    }
}
