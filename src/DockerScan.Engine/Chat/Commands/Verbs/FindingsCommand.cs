using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Cards;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Commands.Verbs;

/// <summary><c>findings SCAN [FILTER]</c>.</summary>
internal sealed class FindingsCommand(ScanFinder finder) : IChatCommand
{
    private const int PageSize = 10;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "findings",
        Summary = "Lists the findings of a scan, worst first",
        Arguments =
        [
            new CommandArgument("scan", "a scan id, or an image for its newest complete scan"),
            new CommandArgument("filter", "high, medium, low, critical, fixable, open, accepted, or words of a CVE, package, file or check", IsRequired: false, TakesRest: true),
        ],
        Options = [new CommandOption("page", "Which page, ten findings each", CommandValueKind.Number, "N", Minimum: 1)],
        Examples = [new CommandExample("findings redis:7 high fixable", "the worst that an upgrade mends"), new CommandExample("findings k3v9x2m4q8 openssl --page 2", "of one package")],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var result = await finder.GetAsync(invocation.Get("scan"), cancellationToken);
        var filter = invocation.Find("filter");
        var findings = FindingFilter.Apply(result.Findings, filter);
        var pages = Math.Max(1, (findings.Count + PageSize - 1) / PageSize);
        var page = invocation.FindNumber("page") ?? 1;
        if (page > pages)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"There is no page {page}; the last is {pages}."));
        }

        await responder.PostAsync(Card(result, filter, findings, page, pages), cancellationToken);
    }

    private static ChatMessage Card(ScanResult result, string? filter, IReadOnlyList<Finding> findings, int page, int pages) => new()
    {
        Title = $"Findings in {result.Reference.Familiar}",
        Verdict = new ChatVerdict(result.Verdict, result.AtLeast),
        Text = Text(result, filter, findings),
        Sections = findings.Count == 0
            ? []
            : [new ChatSection(Heading(findings.Count, page, pages), findings.Skip((page - 1) * PageSize).Take(PageSize).Select(FindingText.Entry))],
        Buttons = [.. Turn(result, filter, page, pages), ScanButtons.Report(result.Id)],
        Thread = result.Id.Value,
    };

    private static string Text(ScanResult result, string? filter, IReadOnlyList<Finding> findings)
    {
        var incomplete = result.Complete ? string.Empty : "\nThe scan is not complete: there may be more than it could find.";
        return filter is null
            ? ScanCardBuilder.Counts(findings) + incomplete
            : $"Matching '{filter}': {ScanCardBuilder.Counts(findings)} of {ScanCardBuilder.Counts(result.Findings)}{incomplete}";
    }

    private static string Heading(int count, int page, int pages)
        => string.Create(CultureInfo.InvariantCulture, $"{(page - 1) * PageSize + 1} to {Math.Min(page * PageSize, count)} of {count}, page {page} of {pages}");

    private static IEnumerable<ChatButton> Turn(ScanResult result, string? filter, int page, int pages)
    {
        if (page > 1 && Command(result, filter, page - 1) is { } previous)
        {
            yield return new ChatButton(ChatButtonIds.Previous, "Previous", previous);
        }

        if (page < pages && Command(result, filter, page + 1) is { } next)
        {
            yield return new ChatButton(ChatButtonIds.Next, "Next", next);
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
