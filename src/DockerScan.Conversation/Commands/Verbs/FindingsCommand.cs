using System.Globalization;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>findings SCAN [FILTER]</c>.</summary>
internal sealed class FindingsCommand(ScanFinder finder, IFindingTitles? titles = null) : IChatCommand
{
    private const int PageSize = 10;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "findings",
        Summary = CommandStrings.Say(words => words.FindingsSummary),
        Arguments =
        [
            new CommandArgument("scan", CommandStrings.Say(words => words.ScanOrImage)),
            new CommandArgument("filter", CommandStrings.Say(words => words.FindingsFilter), IsRequired: false, TakesRest: true),
        ],
        Options = [new CommandOption("page", CommandStrings.Say(words => words.FindingsPage), CommandValueKind.Number, "N", Minimum: 1)],
        Examples =
        [
            new CommandExample("findings redis:7 high fixable", CommandStrings.Say(words => words.FindingsFixable)),
            new CommandExample("findings k3v9x2m4q8 openssl --page 2", CommandStrings.Say(words => words.FindingsOfPackage)),
        ],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var (result, failed) = await finder.ReadAsync(invocation.Get("scan"), cancellationToken);
        var filter = invocation.Find("filter");
        var findings = FindingFilter.Apply(result.Findings, filter);
        var pages = Math.Max(1, (findings.Count + PageSize - 1) / PageSize);
        var page = invocation.FindNumber("page") ?? 1;
        if (page > pages)
        {
            throw new UserFacingException(CommandStrings.Say(words => words.NoPage(page, pages)));
        }

        var shown = LocalizedTitles.In(findings, titles, invocation.Language);
        var card = Card(result, filter, shown, (page, pages), CardStrings.In(invocation.Language));
        await answer.PostAsync(failed is null ? card : card.Below(ScanCardBuilder.NewestFailed(failed, result, invocation.Language)), cancellationToken);
    }

    private static ChatMessage Card(
        ScanResult result, string? filter, IReadOnlyList<Finding> findings, (int Number, int Count) page, CardStrings strings) => new()
    {
        Title = strings.FindingsIn(result.Reference.Familiar),
        Verdict = new ChatVerdict(result.Verdict, result.AtLeast, strings.Language),
        Text = Text(result, filter, findings, strings),
        Sections = findings.Count == 0
            ? []
            : [Section(findings, page, strings)],
        // Of a single one it is plain which is meant.
        Buttons = [.. findings.Count == 1 ? AcceptanceText.Buttons(findings[0], AcceptanceStrings.In(strings.Language)) : Turn(result, filter, page, strings), result.Failure is null ? ScanButtons.Report(result.Id, strings) : ScanButtons.Rescan(result.Id, strings)],
        Thread = result.Id.Value,
        Language = strings.Language,
    };

    private static string Text(ScanResult result, string? filter, IReadOnlyList<Finding> findings, CardStrings strings)
    {
        if (result.Failure is { } failure)
        {
            return strings.Failed(strings.Words.Of(failure));
        }

        var incomplete = result.Complete ? string.Empty : "\n" + strings.Incomplete;
        return filter is null
            ? ScanCardBuilder.Counts(new FindingsReading(findings), strings) + incomplete
            : strings.Matching(filter, ScanCardBuilder.Counts(new FindingsReading(findings), strings), ScanCardBuilder.Counts(new FindingsReading(result.Findings), strings)) + incomplete;
    }

    private static ChatSection Section(IReadOnlyList<Finding> findings, (int Number, int Count) page, CardStrings strings)
    {
        var before = (page.Number - 1) * PageSize;
        var heading = strings.Page(before + 1, Math.Min(before + PageSize, findings.Count), findings.Count, page.Number, page.Count);
        return new ChatSection(heading, findings.Skip(before).Take(PageSize).Select(finding => FindingText.Entry(finding, strings)));
    }

    private static IEnumerable<ChatButton> Turn(ScanResult result, string? filter, (int Number, int Count) page, CardStrings strings)
    {
        if (page.Number > 1 && Command(result, filter, page.Number - 1) is { } previous)
        {
            yield return new ChatButton(ChatButtonIds.Previous, strings.Previous, previous);
        }

        if (page.Number < page.Count && Command(result, filter, page.Number + 1) is { } next)
        {
            yield return new ChatButton(ChatButtonIds.Next, strings.Next, next);
        }
    }

    // A filter too long for a button, or with a quote in it, is typed again by hand.
    private static string? Command(ScanResult result, string? filter, int page)
    {
        var words = filter is null ? string.Empty : $" \"{filter}\"";
        var command = string.Create(CultureInfo.InvariantCulture, $"findings {result.Id}{words} --page {page}");
        return command.Length > ChatLimits.ButtonValue || filter?.Contains('"', StringComparison.Ordinal) == true ? null : command;
    }
}
